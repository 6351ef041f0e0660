using System.Net.Sockets;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Connections that break, for both ends.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class ResetTests
{
    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", false)]
    [InlineData("::1", true)]
    public async Task A_connection_breaks_when_data_passes(string address, bool incoming)
    {
        using var server = new EchoServer(address);
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { SourcePorts = [server.Port], MinLength = 1, Action = PacketAction.Reset }
            : new OutgoingNetworkFailure { DestinationPorts = [server.Port], MinLength = 1, Action = PacketAction.Reset };

        var (inside, outside) = await WithFailureConfig(new FailureConfig(failure), () => Victim.RunBothAsync(
            "tcp", address, $"{server.Port}", Victim.Patience, "ask", "hello", Victim.Patience));

        inside.ShouldBe($"tcp 0; ask {(int)Errno.ECONNRESET}");
        outside.ShouldBe("tcp 0; ask hello");
        SocketError[] ends = [await EndAsync(server), await EndAsync(server)];
        ends.ShouldBe([SocketError.ConnectionReset, SocketError.Success], ignoreOrder: true);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", false)]
    [InlineData("::1", true)]
    public async Task A_connection_that_breaks_while_it_is_made_was_refused(string address, bool incoming)
    {
        using var server = new EchoServer(address);
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { SourcePorts = [server.Port], Action = PacketAction.Reset }
            : new OutgoingNetworkFailure { DestinationPorts = [server.Port], Action = PacketAction.Reset };

        var (inside, outside) = await WithFailureConfig(new FailureConfig(failure), () => Victim.RunBothAsync(
            "tcp", address, $"{server.Port}", Victim.Patience, "ask", "hello", Victim.Patience));

        inside.ShouldBe($"tcp {(int)Errno.ECONNREFUSED}; ask");
        outside.ShouldBe("tcp 0; ask hello");
        (await EndAsync(server)).ShouldBe(SocketError.Success);
        server.Ends.Count.ShouldBe(0, "it never heard of the other connection");
    }

    [Theory]
    [InlineData(false, 0, "tcp 111; ask")]
    [InlineData(true, 0, "tcp 111; ask")]
    [InlineData(false, 1, "tcp 0; ask 104")]
    [InlineData(true, 1, "tcp 0; ask 104")]
    public async Task Clients_of_a_server_are_reset(bool incoming, int minLength, string expected)
    {
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { MinLength = minLength, Action = PacketAction.Reset }
            : new OutgoingNetworkFailure { MinLength = minLength, Action = PacketAction.Reset };

        var output = await WithFailureConfig(new FailureConfig(failure), async () =>
        {
            using var server = new ServingVictim("127.0.0.1");
            return await Victim.RunOutsideAsync("tcp", "127.0.0.1", $"{await server.PortAsync()}", Victim.Patience, "ask", "hello", Victim.Patience);
        });

        output.ShouldBe(expected);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", false)]
    [InlineData("::1", true)]
    public async Task A_connection_breaks_in_the_middle_of_a_transfer(string address, bool incoming)
    {
        const int Bytes = 5_000_000;
        using var server = new EchoServer(address);
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { MinLength = 1, Skip = 10, Times = 1, Action = PacketAction.Reset }
            : new OutgoingNetworkFailure { MinLength = 1, Skip = 10, Times = 1, Action = PacketAction.Reset };

        await WithFailureConfig(new FailureConfig(failure), async scope =>
        {
            var output = await Victim.RunAsync("tcp", address, $"{server.Port}", Victim.Patience, "transfer", $"{Bytes}");

            output.ShouldMatch($"^tcp 0; transfer [0-9]{{1,6}} {(int)Errno.ECONNRESET}, ", "not even a million has come back");
            scope.GetInjections().ShouldHaveSingleItem().Call.ShouldBe(11);
        });
        (await EndAsync(server)).ShouldBe(SocketError.ConnectionReset);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Curl_says_that_its_connection_was_reset(bool incoming)
    {
        using var server = new WebServer();
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { SourcePorts = [server.Port], MinLength = 1, Action = PacketAction.Reset }
            : new OutgoingNetworkFailure { DestinationPorts = [server.Port], MinLength = 1, Action = PacketAction.Reset };

        var result = await WithFailureConfig(new FailureConfig(failure), () => Command.RunAsync("curl", "-sS", "--max-time", "20", server.Url));

        result.ExitCode.ShouldBe(56, result.Error);
        result.Error.ShouldContain("Connection reset by peer");
    }

    [Fact]
    public async Task Datagrams_know_no_connection_and_are_left_alone()
    {
        using var server = new DatagramServer();
        var config = new FailureConfig(
            new OutgoingNetworkFailure { Action = PacketAction.Reset, Optional = true },
            new IncomingNetworkFailure { Action = PacketAction.Reset, Optional = true });

        await WithFailureConfig(config, async scope =>
        {
            (await Victim.RunAsync("udp", "127.0.0.1", $"{server.Port}", "ask", "hello", Victim.Patience)).ShouldBe("ask hello");
            scope.GetEvidence().Failures.Select(failure => (failure.Filtered, failure.Injected)).ShouldBe([(1, 0), (1, 0)]);
        });
    }

    private static async Task<SocketError> EndAsync(EchoServer server) => await server.Ends.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
}
