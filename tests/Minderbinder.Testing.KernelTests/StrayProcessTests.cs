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
            $"The failure '{VictimCalls.Mkdir} EROFS' was never injected: the test started processes by other means than this library, and "
            + "without the programs in the kernel it reaches only those that LaunchAsync or ProcessUnderTest.Start starts.\n");
    }

    [Fact]
    public async Task One_that_ran_before_the_scope_is_no_reason()
    {
        using var older = Process.Start(new ProcessStartInfo(Victim.Program, ["wait"]) { RedirectStandardInput = true })!;
        await Task.Delay(100); // /proc tells the time of a start in hundredths of a second

        var thrown = await Should.ThrowAsync<FailureNotInjectedException>(WithFailureConfig(
            new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS)),
            async scope =>
            {
                await using var process = await scope.LaunchAsync(Victim.Program, "call", "stat");
                await process.WaitForExitAsync();
            },
            Insist));

        thrown.Message.ShouldStartWith($"The failure '{VictimCalls.Mkdir} EROFS' was never injected: {VictimCalls.Mkdir} was never called.");
        older.StandardInput.Close();
        await older.WaitForExitAsync();
    }
}
