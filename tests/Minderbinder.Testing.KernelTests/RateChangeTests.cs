using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Failures that are paused, resumed or given another rate while their scope is open.</summary>
public class RateChangeTests
{
    private static readonly SyscallFailure NoKill = new("kill", Errno.EPERM);

    [Fact]
    public async Task A_pause_and_its_end_take_effect_with_the_next_call_and_stand_in_the_evidence()
    {
        await WithFailureConfig(new FailureConfig(NoKill, new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS) { Optional = true }), async scope =>
        {
            (await Victim.RunAsync("trace", "3", "kill")).ShouldBe("111");

            scope.Pause(NoKill);
            (await Victim.RunAsync("trace", "3", "kill", "call", "mkdir")).ShouldBe($"000; mkdir {(int)Errno.EROFS}", "the other failure goes on");

            scope.Resume(NoKill);
            (await Victim.RunAsync("trace", "3", "kill")).ShouldBe("111");

            var evidence = scope.GetEvidence();
            (evidence.Failures[0].Matched, evidence.Failures[0].Injected).ShouldBe((9, 6));
            evidence.Changes.Select(change => change.IsPaused).ShouldBe([true, false]);
            evidence.ToString().ShouldContain("kill EPERM: paused");
        });
    }

    [Fact]
    public async Task Once_a_pause_has_returned_no_more_than_the_call_in_flight_fails()
    {
        await using var scope = FailureScope.Open(new FailureConfig(NoKill));
        await using var caller = await scope.LaunchAsync(Victim.Program, "bench", $"{int.MaxValue}", "kill");

        for (var round = 0; round < 10; round++)
        {
            var before = Injected();
            while (Injected() == before)
                await Task.Delay(1);

            scope.Pause(NoKill);
            var paused = Injected();
            await Task.Delay(30);
            (Injected() - paused).ShouldBeInRange(0, 1);
            scope.Resume(NoKill);
        }

        long Injected() => scope.GetEvidence().Failures[0].Injected;
    }

    [Fact]
    public async Task What_a_pause_lets_through_does_not_count_for_times()
    {
        var failure = NoKill with { Times = 2 };
        await WithFailureConfig(new FailureConfig(failure), async scope =>
        {
            scope.Pause(failure);
            (await Victim.RunAsync("trace", "4", "kill")).ShouldBe("0000");
            scope.Resume(failure);
            (await Victim.RunAsync("trace", "4", "kill")).ShouldBe("1100");
            scope.GetEvidence().Failures[0].Injected.ShouldBe(2);
        });
    }

    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task A_rate_can_be_changed_for_packets_too()
    {
        var failure = new OutgoingNetworkFailure { Protocol = NetworkProtocol.Icmp, Optional = true };
        await using var scope = FailureScope.Open(new FailureConfig(failure));

        scope.SetRate(failure, 0);
        (await Command.RunAsync("ping", "-c", "1", "-W", "5", "127.0.0.1")).ExitCode.ShouldBe(0);
        scope.SetRate(failure, 100);
        (await Command.RunAsync("ping", "-c", "1", "-W", "1", "127.0.0.1")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_closed_scope_has_nothing_to_change()
    {
        var scope = FailureScope.Open(new FailureConfig(NoKill));
        Should.Throw<ArgumentOutOfRangeException>(() => scope.SetRate(NoKill, double.NaN));
        Should.Throw<ArgumentException>(() => scope.Pause(NoKill with { Skip = 1 }));
        await scope.DisposeAsync();

        Should.Throw<ObjectDisposedException>(() => scope.Pause(NoKill));
    }
}
