using System.Net;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>What a scope knows of the packets that passed in it.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class PacketEvidenceTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Each_lost_packet_is_told_with_all_that_is_known_of_it(string address)
    {
        var began = DateTimeOffset.Now;
        using var server = new DatagramServer(address);
        var peer = new IPEndPoint(IPAddress.Parse(address), server.Port);
        var outgoing = new OutgoingNetworkFailure { Name = "questions", Skip = 1, Times = 1 };
        var incoming = new IncomingNetworkFailure { Name = "answers", Skip = 1, Times = 1 };
        var told = new List<Injection>();
        var options = new FailureScopeOptions { OnInjected = told.Add };

        await WithFailureConfig(
            new FailureConfig(outgoing, incoming),
            async scope =>
            {
                await using var victim = await scope.LaunchAsync(
                    Victim.Program, "udp", address, $"{server.Port}",
                    "ask", "first", Victim.Patience, "ask", "second", Victim.Silence, "ask", "third!!", Victim.Silence, "ask", "4", Victim.Patience);
                await victim.WaitForExitAsync();
                victim.StandardOutput.ShouldBe("ask first\nask silence\nask silence\nask 4\n");
                var port = server.Heard.First().Port;

                scope.GetInjections().Count.ShouldBe(2);
                told.ShouldBe(scope.GetInjections());
                var question = scope.GetInjections()[0];
                question.Failure.ShouldBe(outgoing);
                question.Call.ShouldBe(2);
                (question.ProcessId, question.ThreadId, question.ProcessName).ShouldBe((victim.Id, victim.Id, "victim"));
                (question.Syscall, question.Returned, question.Subject).ShouldBe((null, null, null));
                question.At.ShouldBeInRange(began, DateTimeOffset.Now);
                question.Packet.ShouldBe(new PacketInfo
                {
                    Direction = PacketDirection.Outgoing,
                    Protocol = NetworkProtocol.Udp,
                    Peer = peer,
                    LocalPort = port,
                    Length = 6,
                });
                question.ToString().ShouldBe($"questions: udp to {peer}, 6 bytes, packet 2, of victim ({victim.Id})");

                var answer = scope.GetInjections()[1];
                answer.Failure.ShouldBe(incoming);
                (answer.ProcessId, answer.ThreadId, answer.ProcessName).ShouldBe((victim.Id, victim.Id, "victim"));
                answer.Packet.ShouldBe(new PacketInfo
                {
                    Direction = PacketDirection.Incoming,
                    Protocol = NetworkProtocol.Udp,
                    Peer = peer,
                    LocalPort = port,
                    Length = 7,
                });
                answer.ToString().ShouldBe($"answers: udp from {peer}, 7 bytes, packet 2, of victim ({victim.Id})");
            },
            options);
    }

    [Fact]
    public async Task The_counts_add_up()
    {
        using var server = new DatagramServer();
        var config = new FailureConfig(
            new OutgoingNetworkFailure { Name = "long ones", MinLength = 5, Times = 1 },
            new OutgoingNetworkFailure { Name = "what is left", StartDelay = TimeSpan.FromMinutes(10), Optional = true });

        var evidence = await WithFailureConfig(config, async scope =>
        {
            await Victim.RunAsync(
                "udp", "127.0.0.1", $"{server.Port}", "ask", "four", Victim.Patience, "ask", "fives", Victim.Silence, "ask", "sixsix",
                Victim.Patience);
            return scope.GetEvidence().Failures;
        });

        var (first, second) = (evidence[0], evidence[1]);
        (first.Called, first.Filtered, first.TooEarly, first.Matched, first.Injected, first.Passed, first.DroppedEvents).ShouldBe(
            (3, 1, 0, 2, 1, 1, 0));
        (second.Called, second.Filtered, second.TooEarly, second.Matched).ShouldBe((2, 0, 2, 0), "a packet that is lost comes to no other failure");
        first.NearMisses.ShouldBe([$"udp to 127.0.0.1:{server.Port}, 4 bytes"]);
    }

    [Fact]
    public async Task Packets_of_ping_have_an_address_and_no_port()
    {
        var config = new FailureConfig(new OutgoingNetworkFailure { Protocol = NetworkProtocol.Icmp, DestinationAddresses = ["::1"] });

        await WithFailureConfig(config, async scope =>
        {
            await Command.RunAsync("ping", "-n", "-c", "1", "-W", "1", "-s", "100", "::1");
            scope.GetInjections().ShouldHaveSingleItem().Packet.ShouldBe(
                new PacketInfo
                {
                    Direction = PacketDirection.Outgoing,
                    Protocol = NetworkProtocol.Icmp,
                    Peer = new(IPAddress.IPv6Loopback, 0),
                    LocalPort = 0,
                    Length = 100,
                });
        });
    }
}
