using Minderbinder.Testing.KernelTests.Running;
using Minderbinder.Testing.Seccomp;

namespace Minderbinder.Testing.KernelTests;

/// <summary>What a supervisor's thread allocates.</summary>
[Collection(nameof(AloneInTheKernel))] // processes that join elsewhere are looked for here too
public class SupervisionMemoryTests
{
    [Fact]
    public async Task A_call_that_stops_costs_no_memory()
    {
        await using var scope = FailureScope.Open(
            new FailureConfig(new SyscallFailure("kill", Errno.EPERM) { Targets = ["victim"], When = new() { Arguments = ["arg1 == 0"] } }),
            new() { Mechanism = Mechanism.SeccompNotification, InjectionsKept = 100 });
        await using var victim = await scope.LaunchAsync(Victim.Program, "times", "1000", "kill", "wait", "times", "20000", "kill", "wait");
        await victim.WaitForOutputAsync("kill 1000/1000");
        var supervisor = Supervisor.Of(victim.Id).ShouldNotBeNull();
        var (before, received) = (supervisor.GetAllocatedBytes(), supervisor.Received);

        await victim.StandardInput.WriteLineAsync();
        await victim.WaitForOutputAsync("kill 20000/20000");

        (supervisor.Received - received).ShouldBeGreaterThanOrEqualTo(20_000);

        // Making sure now and then whose a thread is takes some.
        const long SmallestObject = 24;
        ((supervisor.GetAllocatedBytes() - before) / 20_000).ShouldBeLessThan(SmallestObject);
    }
}
