using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Packets that do not leave the machine, and a sender that can know.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class RefuseTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_sender_of_datagrams_is_told_if_it_asked_for_errors(string address)
    {
        using var server = new DatagramServer(address);
        var config = new FailureConfig(new OutgoingNetworkFailure { DestinationPorts = [server.Port], Action = PacketAction.Refuse });

        var (inside, outside) = await WithFailureConfig(config, () => Victim.RunBothAsync(
            "udp-errors", address, $"{server.Port}", "udp", address, $"{server.Port}", "ask", "hello", Victim.Silence));

        inside.ShouldBe($"ask {(int)Errno.ENOBUFS} silence");
        outside.ShouldBe("ask hello hello");
    }

    [Fact]
    public async Task Ping_is_told()
    {
        var config = new FailureConfig(new OutgoingNetworkFailure { Protocol = NetworkProtocol.Icmp, Action = PacketAction.Refuse });

        var result = await WithFailureConfig(config, () => Command.RunAsync("ping", "-n", "-c", "1", "-W", "2", "127.0.0.1"));

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("No buffer space available");
    }

    [Fact]
    public async Task Tcp_tries_again()
    {
        using var server = new EchoServer();
        var config = new FailureConfig(
            new OutgoingNetworkFailure { Name = "connect", Times = 1, Action = PacketAction.Refuse },
            new OutgoingNetworkFailure { Name = "data", MinLength = 1, Times = 1, Action = PacketAction.Refuse });

        var output = await WithFailureConfig(config, () => Victim.RunAsync(
            "tcp", "127.0.0.1", $"{server.Port}", Victim.Patience, "ask", "hello", Victim.Patience));

        output.ShouldBe("tcp 0; ask hello");
    }
}
