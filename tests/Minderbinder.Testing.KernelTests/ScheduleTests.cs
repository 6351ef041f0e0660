using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Which of the matching calls fail.</summary>
public class ScheduleTests
{
    [Theory]
    [InlineData(0, 1, null, "111111111111")]
    [InlineData(0, 1, 2, "110000000000")] // fail the first two, then succeed
    [InlineData(3, 1, null, "000111111111")]
    [InlineData(4, 1, 1, "000010000000")] // the fifth
    [InlineData(0, 3, null, "001001001001")]
    [InlineData(2, 3, null, "000010010010")]
    [InlineData(2, 3, 2, "000010010000")]
    public async Task Skip_every_and_times_choose_exactly(long skip, long every, int? times, string expected)
    {
        var failure = new SyscallFailure("kill", Errno.EPERM) { Skip = skip, Every = every, Times = times };

        (await WithFailureConfig(new FailureConfig(failure), () => Victim.RunAsync("trace", "12", "kill"))).ShouldBe(expected);
    }

    [Fact]
    public async Task Several_errors_are_given_in_turn()
    {
        var config = new FailureConfig(new SyscallFailure("kill", Errno.EINTR, Errno.EIO) { Skip = 1 });
        string[] call = ["call", "kill"];

        var output = await WithFailureConfig(config, () => Victim.RunAsync([.. call, .. call, .. call, .. call]));

        output.ShouldBe($"kill 0; kill {(int)Errno.EINTR}; kill {(int)Errno.EIO}; kill {(int)Errno.EINTR}");
    }

    [Fact]
    public async Task Calls_are_counted_over_all_processes_of_the_scope()
    {
        var config = new FailureConfig(new SyscallFailure("kill", Errno.EPERM) { Skip = 3, Times = 2 });

        await WithFailureConfig(config, async () =>
        {
            (await Victim.RunAsync("trace", "2", "kill")).ShouldBe("00");
            (await Victim.RunAsync("trace", "2", "kill", "fork", "trace", "3", "kill")).ShouldBe("01; 100");
        });
    }

    [Fact]
    public async Task Threads_that_hammer_one_file_see_exactly_as_many_failures_as_are_asked_for()
    {
        const int Threads = 8;
        const int CallsPerThread = 25;
        const int Rounds = 1000;

        // One process that joins scope after scope: starting a thousand would take too long.
        using var victim =
            Victim.Start([.. Enumerable.Repeat<string[]>(["wait", "hammer", $"{Threads}", $"{CallsPerThread}"], Rounds).SelectMany(step => step)]);
        for (var round = 0; round < Rounds; round++)
        {
            var failure = new SyscallFailure("pread64", Errno.EIO) { Skip = 2, Every = 3, Times = 4 };
            await using var scope = FailureScope.Open(new FailureConfig(failure));

            await scope.JoinAsync(victim);
            await victim.StandardInput.WriteLineAsync();
            (await victim.StandardOutput.ReadLineAsync()).ShouldBe($"hammer 4/{Threads * CallsPerThread}", $"round {round}");

            var evidence = scope.GetEvidence().Failures[0];
            (evidence.Matched, evidence.Injected).ShouldBe((Threads * CallsPerThread, 4));
            scope.GetInjections().Select(injection => injection.Call).Order().ShouldBe([5, 8, 11, 14]);
        }
    }

    [Fact]
    public async Task One_seed_gives_one_sequence_and_another_another()
    {
        async Task<string> SequenceAsync(ulong seed) => await WithFailureConfig(
            new FailureConfig(new SyscallFailure("kill", Errno.EPERM) { FailureRate = 30 }) { Seed = seed },
            () => Victim.RunAsync("trace", "200", "kill"));

        var first = await SequenceAsync(42);

        (await SequenceAsync(42)).ShouldBe(first);
        (await SequenceAsync(43)).ShouldNotBe(first);
        first.Count(digit => digit == '1').ShouldBeInRange(34, 86); // 4 sigma around 60
    }

    [Fact]
    public async Task A_seed_that_was_drawn_repeats_the_run_when_it_is_given()
    {
        var failure = new SyscallFailure("kill", Errno.EPERM) { FailureRate = 30 };
        var (drawn, first) = await WithFailureConfig(
            new FailureConfig(failure), async scope => (scope.Seed, await Victim.RunAsync("trace", "200", "kill")));

        var second = await WithFailureConfig(new FailureConfig(failure) { Seed = drawn }, () => Victim.RunAsync("trace", "200", "kill"));

        second.ShouldBe(first);
    }
}
