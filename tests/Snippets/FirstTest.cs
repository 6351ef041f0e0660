using System.Diagnostics;
using System.Net;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Snippets;

public class FirstTest
{
    [Fact]
    public async Task Launch()
    {
        #region first-test: launch
        var config = new FailureConfig(new SyscallFailure("connect", Errno.ECONNREFUSED));

        await WithFailureConfig(config, async scope =>
        {
            await using var curl = await scope.LaunchAsync("curl", "-sS", "http://127.0.0.1:8080/");

            Assert.Equal(7, await curl.WaitForExitAsync()); // CURLE_COULDNT_CONNECT
            Assert.Contains("Failed to connect", curl.StandardError);
        });
        #endregion
    }

    [Fact]
    public async Task Start()
    {
        #region first-test: start
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS));

        await WithFailureConfig(config, async () =>
        {
            await Task.Yield(); // any number of awaits

            using var mkdir = Process.Start("mkdir", "/tmp/new-folder");
            await mkdir.WaitForExitAsync();
            Assert.Equal(1, mkdir.ExitCode);
        });
        #endregion
    }

    [Fact]
    public async Task Service()
    {
        #region first-test: service
        var folder = Directory.CreateTempSubdirectory().FullName;
        var config = new FailureConfig(new SyscallFailure("openat", Errno.EACCES) { When = new() { Paths = [folder] } });

        await WithFailureConfig(config, async scope =>
        {
            await using var service = await scope.LaunchAsync(new ProcessStartInfo("python3", ["-u", "-m", "http.server", "8123"])
            {
                WorkingDirectory = folder,
                Environment = { ["LC_ALL"] = "C" },
            });

            await service.WaitForPortAsync(8123);
            await service.WaitForHttpAsync("http://127.0.0.1:8123/", HttpStatusCode.NotFound);
            await service.WaitForOutputAsync("No permission to list directory", TimeSpan.FromSeconds(10));
        });
        #endregion
    }

    [Fact]
    public async Task Skip()
    {
        #region first-test: skip
        var support = KernelSupport.Check();
        Assert.SkipUnless(support.IsSupported, support.Explanation);
        #endregion
        await Task.CompletedTask;
    }

    [Fact]
    public async Task SkipOneCall()
    {
        var path = Path.GetTempFileName();
        #region first-test: skip one call
        var config = new FailureConfig(new SyscallFailure("fsync", Errno.EIO));
        var support = KernelSupport.Check(config);
        Assert.SkipUnless(support.IsSupported, support.Explanation);

        await WithFailureConfig(config, async scope =>
        {
            await using var sync = await scope.LaunchAsync("sync", path);
            Assert.Equal(1, await sync.WaitForExitAsync());
        });
        #endregion
    }

    [Fact]
    public async Task Token()
    {
        var path = Path.GetTempFileName();
        var config = new FailureConfig(new SyscallFailure("pwrite64", Errno.ENOSPC));
        #region first-test: token
        await WithFailureConfig(config, async (scope, token) =>
        {
            await using var sqlite = await scope.LaunchAsync("sqlite3", path, "create table orders(item)");
            Assert.NotEqual(0, await sqlite.WaitForExitAsync(cancellationToken: token));
        });
        #endregion
    }
}
