using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Processes that a test starts past the library, where failures cannot reach those.</summary>
[Collection(nameof(AloneInTheKernel))] // what other tests launch meanwhile hides them
public class StrayProcessTests
{
    private static readonly FailureScopeOptions Insist = new() { Mechanism = Mechanism.SeccompNotification };

    [Fact]
    public async Task A_plain_start_in_the_block_is_noticed()
    {
        var config = new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS));

        var thrown = await Should.ThrowAsync<FailureNotInjectedException>(WithFailureConfig(
            config,
            async () =>
            {
                using var process = Process.Start(new ProcessStartInfo(Victim.Program, ["call", "stat"]) { RedirectStandardOutput = true })!;
                await process.WaitForExitAsync();
            },
            Insist));

        thrown.Message.ShouldStartWith(
            "The failure 'mkdir EROFS' was never injected: the test started processes by other means than this library, and without the programs "
            + "in the kernel it reaches only those that LaunchAsync or ProcessUnderTest.Start starts.\n");
    }
}
