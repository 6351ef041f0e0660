using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>What happens to events when more come than can be read.</summary>
[Collection(nameof(AloneInTheKernel))]
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class EventLossTests
{
    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task A_flood_in_one_scope_costs_another_nothing()
    {
        const int Kept = 500;
        var flood = OpenBesideOthers(new FailureConfig(new SyscallFailure("kill", Errno.EPERM)));
        var quiet = OpenBesideOthers(new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS)));
        using var flooding = Victim.Start("wait", "times", "2000000000", "kill");
        using var steady = Victim.Start("wait", "times", $"{Kept}", "mkdir", "wait", "exit", "mkdir");
        await flood.JoinAsync(flooding);
        await quiet.JoinAsync(steady);

        // Whoever reads the events of the flood is kept from it, so that it runs over for certain.
        var before = RuleCounts.Sum(counters => counters.Lost);
        using (new HeldEvents(flood))
        {
            await flooding.StandardInput.WriteLineAsync();
            await Eventually.BeTrueAsync(() => RuleCounts.Sum(counters => counters.Lost) != before);
            await steady.StandardInput.WriteLineAsync();
            (await steady.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe($"mkdir {Kept}/{Kept}");
            await steady.StandardInput.WriteLineAsync();
            await steady.WaitForExitAsync(TestContext.Current.CancellationToken);

            var evidence = quiet.GetEvidence();
            evidence.Failures[0].DroppedEvents.ShouldBe(0);
            evidence.LostMemberEvents.ShouldBe(0);
            quiet.GetInjections().Count.ShouldBe(Kept + 1);
            evidence.Members.ShouldHaveSingleItem().ExitCode.ShouldBe((int)Errno.EROFS);
        }

        flooding.Kill();
        await flood.DisposeAsync();
        await quiet.DisposeAsync();
        flood.GetEvidence().Failures[0].DroppedEvents.ShouldBeGreaterThan(0);
    }

    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task Starts_and_ends_that_nothing_tells_of_are_counted()
    {
        var scope = OpenBesideOthers(new FailureConfig(new SyscallFailure("kill", Errno.EPERM)));
        using var process = Victim.Start("wait", "times", "200000", "kill", "fork", "fork", "call", "mkdir");
        await scope.JoinAsync(process);
        using (new HeldEvents(scope))
        {
            await process.StandardInput.WriteLineAsync();
            await Command.FinishAsync(process);
        }

        await scope.DisposeAsync();
        var evidence = scope.GetEvidence();
        evidence.Failures[0].DroppedEvents.ShouldBeGreaterThan(0);
        evidence.LostMemberEvents.ShouldBe(5, "two children were born, and three processes ended");
        evidence.ToString().ShouldContain("; 5 starts and ends came too fast to be told");
    }

    [Fact]
    public async Task A_million_injections_are_counted_exactly_in_bounded_memory()
    {
        const int Calls = 1_000_000;
        var told = 0;
        var config = new FailureConfig(new SyscallFailure("kill", Errno.EPERM));
        var scope = FailureScope.Open(config, new FailureScopeOptions { InjectionsKept = 100, OnInjected = _ => told++ });
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await using var victim = await scope.LaunchAsync(Victim.Program, "times", $"{Calls}", "kill");
        await victim.WaitForExitAsync(TimeSpan.FromMinutes(3));
        victim.StandardOutput.Trim().ShouldBe($"kill {Calls}/{Calls}");
        await scope.DisposeAsync();

        var evidence = scope.GetEvidence().Failures[0];
        evidence.Injected.ShouldBe(Calls);
        (told + evidence.DroppedEvents).ShouldBe(Calls, "what was not told was counted as lost");
        scope.GetInjections().Count.ShouldBe(100);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(8 * 1024 * 1024);
    }

    private static FailureScope OpenBesideOthers(FailureConfig config)
    {
        FailureScope? scope = null;
        ExecutionContext.Run(ExecutionContext.Capture()!, _ => scope = FailureScope.Open(config), null);
        return scope!;
    }
}
