using System.Diagnostics;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Snippets;

public class Attributes
{
    #region attributes: first
    [Fact]
    [InjectFailure("pwrite64", Errno.ENOSPC, Process = "sqlite3")]
    public async Task A_full_disk_is_reported()
    {
        var start = new ProcessStartInfo("sqlite3", [Path.GetTempFileName(), "create table orders(item)"]) { RedirectStandardError = true };
        using var sqlite = Process.Start(start)!;

        Assert.Contains("database or disk is full", await sqlite.StandardError.ReadToEndAsync());
    }
    #endregion

    #region attributes: several
    [Fact]
    [InjectFailure("openat", Errno.EMFILE, Errno.ENFILE, Process = "curl", Path = "*.crt", Skip = 1, Times = 4)]
    [InjectFailure("connect", Errno.ETIMEDOUT, Ports = ["5432", "8000-8080"], FailureRate = 30, Optional = true, Seed = 42)]
    [InjectFailure(ConfigFile = "chaos/disk-full.yaml")]
    [InjectPacketFailure(PacketAction.Drop, Process = "wget", ToPort = 5432)]
    [InjectPacketFailure(PacketAction.Drop, Direction = PacketDirection.Incoming, FromAddress = "10.0.0.0/8", MinLength = 1, Times = 3)]
    public async Task Everything_at_once()
    {
        Assert.Equal(5, FailureScope.Required.Config.Failures.Count);
        await Task.CompletedTask;
    }
    #endregion

    #region attributes: launch
    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = "*/chaos/disk-full.yaml")]
    [LaunchProcess("python3", "-m", "http.server", "{port}", "--bind", "127.0.0.1", ReadyUrl = "http://127.0.0.1:0/chaos/")]
    public async Task A_file_that_cannot_be_read_is_not_served()
    {
        var server = FailureScope.Required.Process;
        using var client = new HttpClient { BaseAddress = server.BaseUrl };

        using var answer = await client.GetAsync("chaos/disk-full.yaml");

        Assert.False(answer.IsSuccessStatusCode);
    }
    #endregion

    #region attributes: before
    [Fact]
    [InjectFailure("openat", Errno.EMFILE)] // would stop the dynamic loader of any program
    [LaunchProcess("sh", "-c", "echo ready; while read file; do true < $file; done", ReadyOutput = "ready", BeforeFailures = true)]
    public async Task Out_of_files()
    {
        var shell = FailureScope.Required.Process;

        await shell.StandardInput.WriteLineAsync("/etc/hostname");

        await shell.WaitForOutputAsync("cannot open");
    }
    #endregion

    private static readonly Uri Payments = new("http://127.0.0.1:18081");

    #region attributes: member
    private static Failure PaymentsAreDown =>
        new SyscallFailure("connect", Errno.ECONNREFUSED) { When = new() { Ports = [Payments.Port] } };

    [Fact]
    [InjectFailuresFrom(nameof(PaymentsAreDown))]
    public async Task Nobody_pays_while_payments_are_down()
    {
        await using var curl = await FailureScope.Required.LaunchAsync("curl", "-sS", Payments.AbsoluteUri);

        Assert.Equal(7, await curl.WaitForExitAsync()); // CURLE_COULDNT_CONNECT
    }
    #endregion

    #region attributes: folder
    [Theory]
    [FailureConfigData("chaos")]
    public async Task Sqlite_says_that_it_failed(FailureCase failures)
    {
        await using var sqlite = await FailureScope.Required.LaunchAsync("sqlite3", Path.GetTempFileName(), "create table orders(item)");
        Assert.True(await sqlite.WaitForExitAsync() != 0, failures.Name);
    }
    #endregion

    #region attributes: list
    public static TheoryData<FailureCase> DiskTrouble => new(FailureCase.EachOf(
        new SyscallFailure("pwrite64", Errno.ENOSPC),
        new SyscallFailure("pwrite64", Errno.EDQUOT),
        new SyscallFailure("fdatasync", Errno.EIO)));

    [Theory]
    [MemberData(nameof(DiskTrouble))]
    public async Task Sqlite_survives(FailureCase failures)
    #endregion
    {
        await WithFailureConfig(failures.Config, async scope =>
        {
            await using var sqlite = await scope.LaunchAsync("sqlite3", Path.GetTempFileName(), "create table orders(item)");
            Assert.NotEqual(0, await sqlite.WaitForExitAsync());
        });
    }
}

#region attributes: per class
public sealed class Shell : ProcessFixture
{
    public Shell()
        : base("sh", "-c", "echo ready; while read folder; do mkdir $folder; done") => ReadyOutput = "ready";
}

public class ShellTests(Shell shell) : IClassFixture<Shell>
{
    [Fact]
    [InjectFailure("mkdir", Errno.EROFS)]
    public async Task Says_why_it_failed()
    {
        await shell.Process.StandardInput.WriteLineAsync("/tmp/new-folder");

        await shell.Process.WaitForOutputAsync("Read-only file system");
    }
}
#endregion
