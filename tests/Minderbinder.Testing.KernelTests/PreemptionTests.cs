using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>
/// A kernel that preempts (preempt=full, PREEMPT_RT) skips a gate on a processor where the same gate was interrupted in the middle. Long
/// work at the gate makes that likely there; on others it never happens.
/// </summary>
[Collection(nameof(AloneInTheKernel))] // what is skipped is counted for the whole machine
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class PreemptionTests
{
    private const int Threads = 8, CallsEach = 50;
    private const int RealTimeThreads = 4, RealTimeCallsEach = 100;

    [Fact]
    public async Task Every_call_is_judged_or_the_evidence_says_how_many_may_not_have_been()
    {
        var folder = Path.GetTempPath();
        for (var depth = 0; depth < 15; depth++)
            folder = Path.Combine(folder, new string((char)('a' + depth), 200));
        Directory.CreateDirectory(folder);
        var slow = new SyscallFailure("pread64", Errno.EIO) { Optional = true, Targets = ["victim"], When = new() { Paths = ["/**/no-such-name"] } };
        var config = new FailureConfig([.. Enumerable.Repeat(slow, 16)]);

        await WithFailureConfig(config, async scope =>
        {
            // Threads with a real-time priority take the processor from those that are at the gate, whenever they wake up.
            var hammering = Victim.RunAsync("chdir", folder, "hammer", $"{Threads}", $"{CallsEach}");
            string[] wake = ["-f", "50", Victim.Program, "chdir", folder, "wake", $"{RealTimeThreads}", $"{RealTimeCallsEach}"];
            (await Command.RunAsync("chrt", wake)).Output.ShouldBe($"chdir 0; hammer 0/{RealTimeThreads * RealTimeCallsEach}");
            (await hammering).ShouldBe($"chdir 0; hammer 0/{Threads * CallsEach}");

            const long Calls = (Threads * CallsEach) + (RealTimeThreads * RealTimeCallsEach);
            var evidence = scope.GetEvidence().Failures[0];
            TestContext.Current.TestOutputHelper!.WriteLine($"called {evidence.Called} of {Calls}, unjudged {evidence.Unjudged}");
            evidence.Called.ShouldBeLessThanOrEqualTo(Calls);
            (evidence.Called + evidence.Unjudged).ShouldBeGreaterThanOrEqualTo(Calls);
        });
    }
}
