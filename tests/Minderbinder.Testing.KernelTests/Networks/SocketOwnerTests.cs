using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>To which process a packet belongs: to the one that uses its socket.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class SocketOwnerTests
{
    [Theory]
    [InlineData("tcp")]
    [InlineData("udp")]
    public async Task A_socket_goes_with_the_program_that_inherits_it(string protocol)
    {
        // Executed by way of /proc/self/exe, the second program has that name; the first has not.
        using var server = new ServingVictim("127.0.0.1");
        var config = new FailureConfig(new OutgoingNetworkFailure { Targets = ["exe"], MinLength = 1 });
        string[] connect = [protocol, "127.0.0.1", $"{await server.PortAsync()}", .. protocol == "tcp" ? [Victim.Patience] : Array.Empty<string>()];
        string[] steps = [.. connect, "ask", "first", Victim.Patience, "vfork", "inherit", "ask", "second", Victim.Silence];

        var (inside, outside) = await WithFailureConfig(config, () => Victim.RunBothAsync(steps));

        inside.ShouldEndWith("ask first; ask silence");
        outside.ShouldEndWith("ask first; ask second");
    }

    [Fact]
    public async Task A_socket_of_a_member_is_its_children_s_too()
    {
        using var server = new ServingVictim("127.0.0.1");
        var port = await server.PortAsync();
        using var process = Victim.Start(
            "udp", "127.0.0.1", $"{port}", "ask", "first", Victim.Patience, "wait", "fork", "fork", "ask", "second", Victim.Silence);
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("ask first");

        await WithFailureConfig(new FailureConfig(new OutgoingNetworkFailure()), async scope =>
        {
            await scope.JoinAsync(process);
            await process.StandardInput.WriteLineAsync();
            (await Command.FinishAsync(process)).Output.ShouldBe("ask silence");
            scope.GetInjections().ShouldHaveSingleItem().ProcessId.ShouldNotBe(process.Id, "its grandchild sent it");
        });
    }

    [Fact]
    public async Task The_delay_counts_from_the_start_of_the_process_that_uses_the_socket()
    {
        using var server = new ServingVictim("127.0.0.1");
        var config = new FailureConfig(new OutgoingNetworkFailure { StartDelay = TimeSpan.FromSeconds(5), MinLength = 1 });

        var output = await WithFailureConfig(config, async () => await Victim.RunAsync(
            "udp", "127.0.0.1", $"{await server.PortAsync()}", "ask", "first", Victim.Patience, "sleep", "6000", "ask", "second", Victim.Silence));

        output.ShouldBe("ask first; ask silence");
    }

    [Theory]
    [InlineData(false, PacketAction.Drop, "tcp 0; ask silence silence", Victim.Silence)]
    [InlineData(true, PacketAction.Drop, "tcp 0; ask silence silence", Victim.Silence)]
    [InlineData(false, PacketAction.Reset, "tcp 0; ask 104 hello", Victim.Patience)]
    [InlineData(true, PacketAction.Reset, "tcp 0; ask 104 hello", Victim.Patience)]
    public async Task An_IPv6_socket_can_have_IPv4_packets(bool incoming, PacketAction action, string expected, string ms)
    {
        using var server = new ServingVictim("127.0.0.1");
        var port = await server.PortAsync();
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { SourceAddresses = ["127.0.0.1"], MinLength = 1, Action = action }
            : new OutgoingNetworkFailure { DestinationAddresses = ["127.0.0.1"], MinLength = 1, Action = action };

        var (inside, outside) = await WithFailureConfig(new FailureConfig(failure), () => Victim.RunBothAsync(
            "tcp", "::ffff:127.0.0.1", $"{port}", Victim.Patience, "udp", "::ffff:127.0.0.1", $"{port}", "ask", "hello", ms));

        inside.ShouldBe(expected);
        outside.ShouldBe("tcp 0; ask hello hello");
    }

    [Fact]
    public async Task A_connection_that_its_process_has_left_behind_is_still_its_own()
    {
        using var server = new EchoServer();
        var config = new FailureConfig(new OutgoingNetworkFailure { MinLength = 1 });

        await WithFailureConfig(config, async scope =>
        {
            await Victim.RunAsync("tcp", "127.0.0.1", $"{server.Port}", Victim.Patience, "ask", "hello", "100");
            var sentAgain = scope.GetEvidence().Failures[0].Injected;
            await Eventually.BeTrueAsync(() => scope.GetEvidence().Failures[0].Injected > sentAgain);
            server.Ends.Count.ShouldBe(0, "what it sent has not arrived, nor has what came after");
        });

        (await server.Ends.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1))).ShouldBe(System.Net.Sockets.SocketError.Success);
    }
}
