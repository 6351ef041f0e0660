using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Packets that arrive twice.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class DuplicateTests
{
    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", false)]
    [InlineData("::1", true)]
    public async Task A_datagram_comes_twice(string address, bool incoming)
    {
        using var server = new DatagramServer(address);
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { Action = PacketAction.Duplicate, Every = 3 }
            : new OutgoingNetworkFailure { Action = PacketAction.Duplicate, Every = 3 };

        string[] send = ["udp", address, $"{server.Port}", "count", "6", "100"];

        var (inside, outside) = await WithFailureConfig(new FailureConfig(failure), async () =>
        {
            var inside = Victim.RunAsync([.. send, "8"]);
            var outside = Victim.RunOutsideAsync([.. send, "6"]);
            return (await inside, await outside);
        });

        inside.ShouldBe("112112");
        outside.ShouldBe("111111");
        server.Heard.Count.ShouldBe(incoming ? 12 : 14);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tcp_throws_the_second_away(bool incoming)
    {
        using var server = new EchoServer();
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { Action = PacketAction.Duplicate }
            : new OutgoingNetworkFailure { Action = PacketAction.Duplicate };

        var output = await WithFailureConfig(new FailureConfig(failure), () => Victim.RunAsync(
            "tcp", "127.0.0.1", $"{server.Port}", Victim.Patience, "transfer", "500000"));

        output.ShouldStartWith("tcp 0; transfer 500000 0, ");
    }

    [Fact]
    public async Task Ping_says_so()
    {
        var config = new FailureConfig(new OutgoingNetworkFailure { Action = PacketAction.Duplicate, Times = 1 });

        var result = await WithFailureConfig(config, () => Command.RunAsync("ping", "-n", "-c", "2", "-i", "0.5", "127.0.0.1"));

        result.Output.ShouldContain("(DUP!)");
        result.Output.ShouldContain("2 received, +1 duplicates");
    }
}
