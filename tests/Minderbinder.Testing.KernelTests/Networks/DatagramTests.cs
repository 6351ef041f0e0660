using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Which of a row of datagrams get lost: one is one packet, so they can be counted.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class DatagramTests
{
    private const int Datagrams = 12;

    [Theory]
    [InlineData("127.0.0.1", 0, 1, 2, "001111111111")]
    [InlineData("127.0.0.1", 3, 1, null, "111000000000")]
    [InlineData("127.0.0.1", 4, 1, 1, "111101111111")]
    [InlineData("127.0.0.1", 2, 3, 2, "111101101111")]
    [InlineData("::1", 0, 3, null, "110110110110")]
    [InlineData("::1", 4, 1, 1, "111101111111")]
    public async Task Skip_every_and_times_choose_exactly(string address, long skip, long every, int? times, string expected)
    {
        var lost = expected.Count(digit => digit == '0');
        using var server = new DatagramServer(address);
        NetworkFailure[] failures =
        [
            new OutgoingNetworkFailure { Skip = skip, Every = every, Times = times },
            new IncomingNetworkFailure { Skip = skip, Every = every, Times = times },
        ];

        await Task.WhenAll(failures.Select(failure => WithFailureConfig(new FailureConfig(failure), async scope =>
        {
            (await Victim.RunAsync("udp", address, $"{server.Port}", "count", $"{Datagrams}", "100", $"{Datagrams - lost}"))
                .ShouldBe(expected, failure.DisplayName);
            var evidence = scope.GetEvidence().Failures[0];
            (evidence.Matched, evidence.Injected).ShouldBe((Datagrams, lost));
        })));
    }

    [Fact]
    public async Task One_seed_loses_the_same_datagrams_and_another_others()
    {
        using var server = new DatagramServer();
        async Task<long[]> SequenceAsync(ulong seed) => await WithFailureConfig(
            new FailureConfig(new OutgoingNetworkFailure { FailureRate = 50 }) { Seed = seed },
            async scope =>
            {
                await Victim.RunAsync("udp", "127.0.0.1", $"{server.Port}", "count", "100", "10", "0");
                return scope.GetInjections().Select(injection => injection.Call).ToArray();
            });

        var first = await SequenceAsync(42);

        (await SequenceAsync(42)).ShouldBe(first);
        (await SequenceAsync(43)).ShouldNotBe(first);
        first.Length.ShouldBeInRange(30, 70); // 4 sigma
    }

    [Fact]
    public async Task A_long_datagram_is_one_packet()
    {
        using var server = new DatagramServer();
        var config = new FailureConfig(new OutgoingNetworkFailure { MinLength = 60_000, Every = 2 });

        var output = await WithFailureConfig(config, () => Victim.RunAsync("udp", "127.0.0.1", $"{server.Port}", "count", "4", "60000", "2"));

        output.ShouldBe("1010");
    }
}
