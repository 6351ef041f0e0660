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
    [Fact]
    public async Task Every_call_is_judged_or_the_evidence_says_how_many_may_not_have_been()
    {
        const int Threads = 8, CallsEach = 50;
        var folder = Path.GetTempPath();
        for (var depth = 0; depth < 15; depth++)
            folder = Path.Combine(folder, new string((char)('a' + depth), 200));
        Directory.CreateDirectory(folder);
        var slow = new SyscallFailure("pread64", Errno.EIO) { Optional = true, When = new() { Paths = ["/**/no-such-name"] } };
        var config = new FailureConfig([.. Enumerable.Repeat(slow, 16)]);

        await WithFailureConfig(config, async scope =>
        {
            (await Victim.RunAsync("chdir", folder, "hammer", $"{Threads}", $"{CallsEach}")).ShouldBe($"chdir 0; hammer 0/{Threads * CallsEach}");

            var evidence = scope.GetEvidence().Failures[0];
            evidence.Called.ShouldBeLessThanOrEqualTo(Threads * CallsEach);
            (evidence.Called + evidence.Unjudged).ShouldBeGreaterThanOrEqualTo(Threads * CallsEach);
            TestContext.Current.TestOutputHelper!.WriteLine($"called {evidence.Called}, unjudged {evidence.Unjudged}");
        });
    }
}
