using System.Diagnostics;
using Minderbinder.Testing;
using Xunit;

namespace Servers.Tests;

/// <summary>
/// What PostgreSQL does when the disk does not keep what it took: since 2018 it panics, because the next fsync would say that all is well, and
/// brings everything back from its log.
/// </summary>
public sealed class PostgresTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postgres-");
    private readonly string _programs =
        Directory.Exists("/usr/lib/postgresql") ? Path.Combine(Directory.GetDirectories("/usr/lib/postgresql").Max()!, "bin") : "";

    [Fact]
    [InjectFailure("fsync", Errno.EIO, Process = "postgres", Path = "**/base/**", Times = 1)]
    public async Task A_failed_fsync_at_a_checkpoint_is_a_panic_and_nothing_is_lost()
    {
        Assert.SkipWhen(Environment.UserName == "root", "PostgreSQL does not run as root.");
        await Bystander.RunAsync(() => CreateAsync("shop"));
        await Bystander.RunAsync(() => CreateAsync("other"));
        await using var postgres = await StartAsync("shop");
        await using var other = await Bystander.RunAsync(() => StartAsync("other"));
        foreach (var name in new[] { "shop", "other" })
            Assert.Equal("UPDATE 1000", (await AskAsync(name, "update orders set item = 'nut'")).Output);

        var checkpoint = await AskAsync("shop", "checkpoint");

        Assert.NotEqual(0, checkpoint.ExitCode);
        Assert.Contains("server closed the connection unexpectedly", checkpoint.Error);
        await postgres.WaitForOutputAsync("PANIC:  could not fsync file \"base/", Programs.Patience);
        await postgres.WaitForOutputAsync("automatic recovery in progress", Programs.Patience);
        Assert.Equal("1000", (await AskUntilAnsweredAsync("shop", "select count(*) from orders where item = 'nut'")).Output);
        Assert.Equal(0, (await AskAsync("shop", "checkpoint")).ExitCode);

        Assert.Equal(0, (await AskAsync("other", "checkpoint")).ExitCode);
        Assert.DoesNotContain("PANIC", other.StandardError);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A database with a thousand orders, all of them safe on the disk.</summary>
    private async Task<bool> CreateAsync(string name)
    {
        var created = await Programs.RunAsync(
            Path.Combine(
                _programs,
                "initdb"), "--pgdata", FolderOf(name), "--username", "shop", "--auth", "trust", "--no-sync", "--encoding", "UTF8");
        Assert.True(created.ExitCode == 0, created.Error);

        await using var postgres = await StartAsync(name);
        var filled = await AskAsync(name, "create table orders(item text); insert into orders select 'bolt' from generate_series(1, 1000)");
        Assert.True(filled.ExitCode == 0, filled.Error);
        await postgres.StopAsync(Programs.Patience);
        return true;
    }

    private async Task<ProcessUnderTest> StartAsync(string name)
    {
        var postgres = ProcessUnderTest.Start(new ProcessStartInfo(
            Path.Combine(_programs, "postgres"),
            ["-D", FolderOf(name), "-k", FolderOf(name), "-c", "listen_addresses=", "-c", "log_min_messages=log"])
        {
            Environment = { ["LC_ALL"] = "C" },
        });
        await postgres.WaitForOutputAsync("database system is ready to accept connections", Programs.Patience);
        return postgres;
    }

    /// <summary>The client is not what is to suffer.</summary>
    private Task<Programs.Result> AskAsync(string name, string sql) => Bystander.RunAsync(() => Programs.RunAsync(
        Path.Combine(_programs, "psql"), "--host", FolderOf(name), "--username", "shop", "--dbname", "postgres", "--no-psqlrc", "-tAc", sql));

    private async Task<Programs.Result> AskUntilAnsweredAsync(string name, string sql)
    {
        var until = Stopwatch.StartNew();
        while (true)
        {
            var answer = await AskAsync(name, sql);
            if (answer.ExitCode == 0 || until.Elapsed > Programs.Patience)
                return answer;
        }
    }

    private string FolderOf(string name) => Path.Combine(_folder.FullName, name);
}
