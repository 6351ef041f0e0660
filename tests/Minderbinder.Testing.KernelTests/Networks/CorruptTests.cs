using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Packets that arrive damaged, and who notices.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class CorruptTests
{
    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", false)]
    [InlineData("::1", true)]
    public async Task With_a_checksum_that_fits_the_program_gets_damaged_data(string address, bool incoming)
    {
        using var tcp = new EchoServer(address);
        using var udp = new DatagramServer(address);
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { Action = PacketAction.Corrupt, FixChecksum = true }
            : new OutgoingNetworkFailure { Action = PacketAction.Corrupt, FixChecksum = true };

        var (inside, outside) = await WithFailureConfig(new FailureConfig(failure), () => Victim.RunBothAsync(
            "tcp", address, $"{tcp.Port}", Victim.Patience, "udp", address, $"{udp.Port}", "ask", "something", Victim.Patience));

        inside.ShouldBe("tcp 0; ask damaged damaged");
        outside.ShouldBe("tcp 0; ask something something");
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", false)]
    [InlineData("::1", true)]
    public async Task With_a_wrong_checksum_the_packet_is_lost(string address, bool incoming)
    {
        using var tcp = new EchoServer(address);
        using var udp = new DatagramServer(address);
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { Action = PacketAction.Corrupt, Times = 1 }
            : new OutgoingNetworkFailure { Action = PacketAction.Corrupt, Times = 1 };
        var config = new FailureConfig(failure with { Protocol = NetworkProtocol.Tcp }, failure with { Protocol = NetworkProtocol.Udp });

        var output = await WithFailureConfig(config, () => Victim.RunAsync(
            "udp", address, $"{udp.Port}", "ask", "something", Victim.Silence,
            "tcp", address, $"{tcp.Port}", Victim.Patience, "ask", "something", Victim.Patience));

        output.ShouldBe("ask silence; tcp 0; ask something something", "TCP sends it again");
    }

    [Fact]
    public async Task Much_data_gets_through_undamaged_where_checksums_are_wrong()
    {
        using var server = new EchoServer();
        var config = new FailureConfig(new OutgoingNetworkFailure { Action = PacketAction.Corrupt, FailureRate = 10, Optional = true });

        var output = await WithFailureConfig(
            config, () => Victim.RunAsync("tcp", "127.0.0.1", $"{server.Port}", Victim.Patience, "transfer", "2000000"));

        output.ShouldStartWith("tcp 0; transfer 2000000 0, ");
    }
}
