using System.Diagnostics;
using Minderbinder.Testing;
using Xunit;
using static Minderbinder.Testing.FailureInjector;

namespace Servers.Tests;

/// <summary>What a Redis server does when its append-only file cannot be written.</summary>
public sealed class RedisTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("redis-");

    /// <summary>It was started before, once for all tests, and joins the scope of one: what may fail in it was said at its start.</summary>
    [Fact]
    public async Task A_full_disk_stops_writes_until_there_is_room_again()
    {
        await using var redis = await StartAsync("shop", "everysec", "write");
        await using var other = await StartAsync("other", "everysec", "write");

        await WithFailureConfig(new FailureConfig(new SyscallFailure("write", Errno.ENOSPC) { When = new() { Paths = ["*.aof"] } }), async scope =>
        {
            await scope.JoinAsync(redis);

            // The first is answered before the file is written.
            await AskAsync("shop", "set", "bolt", "1");
            Assert.StartsWith(
                "MISCONF Errors writing to the AOF file: No space left on device", await AskUntilAsync("shop", "MISCONF", "set", "nut", "2"));
            Assert.Equal("1", await AskAsync("shop", "get", "bolt"));
            Assert.Equal("OK", await Bystander.RunAsync(() => AskAsync("other", "set", "nut", "2")));
        });

        Assert.Equal("OK", await AskUntilAsync("shop", "OK", "set", "nut", "3"));
    }

    /// <summary>Where every write is to be safe before it is answered, Redis ends rather than to say yes.</summary>
    [Fact]
    [InjectFailure("fdatasync", Errno.EIO, Path = "*.aof")]
    public async Task A_write_that_is_not_safe_is_not_answered()
    {
        await using var redis = await StartAsync("shop", "always");
        await using var other = await Bystander.RunAsync(() => StartAsync("other", "always"));

        Assert.NotEqual("OK", await AskAsync("shop", "set", "bolt", "1"));
        Assert.Equal(1, await redis.WaitForExitAsync(Programs.Patience));
        Assert.Contains("Can't persist AOF for fsync error when the AOF fsync policy is 'always': Input/output error. Exiting", redis.StandardOutput);
        Assert.Equal("OK", await Bystander.RunAsync(() => AskAsync("other", "set", "bolt", "1")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<ProcessUnderTest> StartAsync(string name, string safety, params string[] mayFail)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        var redis = ProcessUnderTest.Start(
            new ProcessStartInfo(
                "redis-server",
                ["--port", "0", "--unixsocket", SocketOf(name), "--dir", folder, "--save", "", "--appendonly", "yes", "--appendfsync", safety]),
            new ProcessOptions { MayFail = mayFail });
        await redis.WaitForOutputAsync("ready to accept connections", Programs.Patience);
        return redis;
    }

    private async Task<string> AskAsync(string name, params string[] command)
    {
        // The client is not what is to suffer.
        var client = await Bystander.RunAsync(() => Programs.RunAsync("redis-cli", ["-s", SocketOf(name), .. command]));
        return client.Output.Length > 0 ? client.Output : client.Error;
    }

    private async Task<string> AskUntilAsync(string name, string beginning, params string[] command)
    {
        var until = Stopwatch.StartNew();
        while (true)
        {
            var answer = await AskAsync(name, command);
            if (answer.StartsWith(beginning, StringComparison.Ordinal) || until.Elapsed > Programs.Patience)
                return answer;
        }
    }

    private string SocketOf(string name) => Path.Combine(_folder.FullName, $"{name}.sock");
}
