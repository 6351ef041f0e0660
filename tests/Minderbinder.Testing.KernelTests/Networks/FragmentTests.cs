using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Datagrams that go in several pieces, for which the interface of all tests has to change.</summary>
[Collection(nameof(AloneInTheKernel))]
[Trait(Reach.Needs, Reach.KernelPrograms)]
public sealed class FragmentTests : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await SetMtuAsync(1500);

    public async ValueTask DisposeAsync() => await SetMtuAsync(65536);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_datagram_in_fragments_is_one_packet(string address)
    {
        using var server = new DatagramServer(address);
        NetworkFailure[] failures =
        [
            new OutgoingNetworkFailure { Every = 2 },
            new IncomingNetworkFailure { Every = 2 },
        ];

        await Task.WhenAll(failures.Select(failure => WithFailureConfig(new FailureConfig(failure), async scope =>
        {
            var output = await Victim.RunAsync("udp", address, $"{server.Port}", "count", "6", "5000", "3");

            output.ShouldBe("101010", failure.DisplayName);
            var evidence = scope.GetEvidence().Failures[0];
            (evidence.Called, evidence.Injected).ShouldBe((6, 3));
        })));
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", false)]
    [InlineData("::1", true)]
    public async Task A_datagram_in_fragments_can_be_damaged(string address, bool incoming)
    {
        using var server = new DatagramServer(address);
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { Action = PacketAction.Corrupt, FixChecksum = true, Every = 2 }
            : new OutgoingNetworkFailure { Action = PacketAction.Corrupt, FixChecksum = true, Every = 2 };

        var output = await WithFailureConfig(new FailureConfig(failure), () => Victim.RunAsync(
            "udp", address, $"{server.Port}", "count", "4", "5000", "4"));

        output.ShouldBe("1x1x");
    }

    private static async Task SetMtuAsync(int mtu) =>
        (await Command.RunOutsideAsync("ip", "link", "set", "lo", "mtu", $"{mtu}")).ExitCode.ShouldBe(0);
}
