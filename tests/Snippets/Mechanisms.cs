using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Snippets;

public class Mechanisms
{
    [Fact]
    public async Task Forced()
    {
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS));
        ILogger logger = NullLogger.Instance;
        #region how-failures-reach-the-kernel: options
        var options = new FailureScopeOptions { Mechanism = Mechanism.SecurityHook, Logger = logger };

        await WithFailureConfig(config, async scope =>
        {
            await using var mkdir = await scope.LaunchAsync("mkdir", "/tmp/new-folder");
            Assert.Equal(1, await mkdir.WaitForExitAsync());
        }, options);
        #endregion
    }
}
