using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Snippets;

public class EvidenceOfScopes
{
    [Fact]
    public async Task Look()
    {
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS));
        ILogger logger = NullLogger.Instance;
        #region evidence: look
        await WithFailureConfig(config, async scope =>
        {
            await using var mkdir = await scope.LaunchAsync("mkdir", "/tmp/new-folder");
            await mkdir.WaitForExitAsync();

            var injection = Assert.Single(scope.GetInjections());
            Assert.Equal(mkdir.Id, injection.ProcessId);
            Assert.Equal(1, scope.GetEvidence().Failures[0].Injected);
            scope.GetEvidence().WriteTo(logger);
        });
        #endregion
    }

    [Fact]
    public async Task Watch()
    {
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS));
        #region evidence: watch
        var output = TestContext.Current.TestOutputHelper!;
        var options = new FailureScopeOptions { OnInjected = injection => output.WriteLine(injection.ToString()) };

        await WithFailureConfig(config, async scope =>
        {
            await using var shell = await scope.LaunchAsync("sh", "-c", "mkdir /tmp/a; mkdir /tmp/b; sleep 60");

            await foreach (var injection in scope.WatchInjectionsAsync())
            {
                if (injection.Call == 2)
                    break;
            }
        }, options);
        #endregion
    }

    [Fact]
    public void OptOut()
    {
        #region evidence: opt out
        // For one failure: this one may happen, and need not.
        var config = new FailureConfig(new SyscallFailure("fdatasync", Errno.EIO) { Targets = ["sqlite3"], FailureRate = 1, Optional = true });

        // For all failures of a scope.
        var options = new FailureScopeOptions { Verify = false };
        #endregion

        Assert.False(options.Verify);
        Assert.Empty(config.FindProblems());
    }
}
