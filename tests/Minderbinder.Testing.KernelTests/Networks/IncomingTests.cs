using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>What is sent to a process does not arrive, and its peers do not suffer with others.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class IncomingTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_client_hears_nothing_from_servers_that_answer_others(string address)
    {
        using var tcp = new EchoServer(address);
        using var udp = new DatagramServer(address);
        var config = new FailureConfig(new IncomingNetworkFailure { MinLength = 1 });

        string[] connect = ["tcp", address, $"{tcp.Port}", Victim.Patience, "udp", address, $"{udp.Port}", "ask", "hello"];

        var (inside, outside) = await WithFailureConfig(config, async scope =>
        {
            using var member = Victim.Start([.. connect, Victim.Silence, "wait"]);
            var outside = await Victim.RunOutsideAsync([.. connect, Victim.Patience]);

            // It stays until both answers have come, however long they take on a busy machine.
            await Eventually.BeTrueAsync(() => scope.GetEvidence().Failures[0].Injected >= 2);
            await member.StandardInput.WriteLineAsync();
            return ((await Command.FinishAsync(member)).Output, outside);
        });

        inside.ShouldBe("tcp 0; ask silence silence");
        outside.ShouldBe("tcp 0; ask hello hello");
        udp.Heard.Count.ShouldBe(2, "both were asked");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_server_hears_nothing_on_its_port_while_another_does(string address)
    {
        using var deaf = new ServingVictim(address);
        using var other = new ServingVictim(address);
        int[] ports = [await deaf.PortAsync(), await other.PortAsync()];
        var config = new FailureConfig(new IncomingNetworkFailure { LocalPorts = [ports[0]] });

        await WithFailureConfig(config, async scope =>
        {
            await scope.JoinAsync(deaf.Process);
            await scope.JoinAsync(other.Process);
            (await AskAsync(address, ports[0], Victim.Silence, Victim.Silence)).ShouldBe($"tcp {(int)Errno.ETIMEDOUT}; ask; ask silence");
            (await AskAsync(address, ports[1], Victim.Patience, Victim.Patience)).ShouldBe("tcp 0; ask hello; ask hello");
        });

        (await AskAsync(address, ports[0], Victim.Patience, Victim.Patience)).ShouldBe("tcp 0; ask hello; ask hello");
    }

    [Fact]
    public async Task A_server_takes_connections_and_then_hears_nothing_on_them()
    {
        using var other = new ServingVictim("127.0.0.1");
        var config = new FailureConfig(new IncomingNetworkFailure { Protocol = NetworkProtocol.Tcp, MinLength = 1 });

        await WithFailureConfig(config, async () =>
        {
            using var deaf = new ServingVictim("127.0.0.1");
            (await AskAsync("127.0.0.1", await deaf.PortAsync(), Victim.Silence, Victim.Patience)).ShouldBe("tcp 0; ask silence; ask hello");
            (await AskAsync("127.0.0.1", await other.PortAsync(), Victim.Patience, Victim.Patience)).ShouldBe("tcp 0; ask hello; ask hello");
        });
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Ping_hears_no_answers_while_another_does(string address)
    {
        string[] arguments = ["-n", "-c", "2", "-i", "0.5", "-W", "2", address];
        var config = new FailureConfig(new IncomingNetworkFailure { Protocol = NetworkProtocol.Icmp });

        var (inside, outside) = await WithFailureConfig(config, async () =>
        {
            var inside = Command.RunAsync("ping", arguments);
            var outside = Command.RunOutsideAsync("ping", arguments);
            return (await inside, await outside);
        });

        inside.Output.ShouldContain("2 packets transmitted, 0 received");
        outside.Output.ShouldContain("2 packets transmitted, 2 received");
    }

    [Theory]
    [InlineData(0, "tcp 110; ask; ask silence")]
    [InlineData(1, "tcp 0; ask silence; ask silence")]
    public async Task What_a_server_answers_is_outgoing(int minLength, string expected)
    {
        var config = new FailureConfig(new OutgoingNetworkFailure { MinLength = minLength });

        await WithFailureConfig(config, async scope =>
        {
            using var mute = new ServingVictim("127.0.0.1");
            var port = await mute.PortAsync();
            (await AskAsync("127.0.0.1", port, Victim.Silence, Victim.Silence)).ShouldBe(expected);
            scope.GetInjections().ShouldAllBe(injection => injection.Packet!.LocalPort == port && injection.ProcessId == mute.Process.Id);
        });
    }

    /// <summary>From outside any scope, by TCP and UDP.</summary>
    private static Task<string> AskAsync(string address, int port, string tcp, string udp) =>
        Victim.RunOutsideAsync("tcp", address, $"{port}", tcp, "ask", "hello", tcp, "udp", address, $"{port}", "ask-last", "hello", udp);
}
