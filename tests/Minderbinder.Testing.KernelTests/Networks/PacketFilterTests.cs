using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Which packets a failure asks for. A rate of 0 lets all failures see every packet.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class PacketFilterTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.0/8", "127.0.0.2")]
    [InlineData("::1", "::/64", "fd00::/8")]
    public async Task Each_condition_is_looked_at(string address, string around, string another)
    {
        using var server = new DatagramServer(address);
        string[] ask = ["ask", "hello", Victim.Patience];
        using var process = Victim.Start(["udp", address, $"{server.Port}", .. ask, "wait", .. ask]);
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("ask hello");
        var (local, peer) = (server.Heard.First().Port, server.Port);
        var otherVersion = address == "::1" ? "0.0.0.0/0" : "::/0";

        (NetworkFailure Failure, bool IsMet)[] common(NetworkFailure any) =>
        [
            (any with { Protocol = NetworkProtocol.Udp }, true),
            (any with { Protocol = NetworkProtocol.Tcp }, false),
            (any with { MinLength = 5 }, true),
            (any with { MinLength = 6 }, false),
            (any with { LocalPorts = [1, new(local - 1, local)] }, true),
            (any with { LocalPorts = [peer] }, false),
            (any with { Interfaces = ["nothere0", "lo"] }, true),
            (any with { Interfaces = ["nothere0"] }, false),
            (any with { SourceAddresses = [otherVersion, around] }, true),
            (any with { SourceAddresses = [otherVersion, another] }, false),
        ];
        var outgoing = new OutgoingNetworkFailure { FailureRate = 0 };
        var lost = new IncomingNetworkFailure { FailureRate = 0 };
        var changed = lost with { Action = PacketAction.Duplicate };
        (NetworkFailure Failure, bool IsMet)[] cases =
        [
            .. common(outgoing),
            (outgoing with { DestinationPorts = [1, 2, 3, peer] }, true),
            (outgoing with { DestinationPorts = [local, new(peer + 1, 65535)] }, false),
            (outgoing with { DestinationAddresses = [address] }, true),
            (outgoing with { DestinationAddresses = [otherVersion] }, false),
            (outgoing with { SourcePorts = [local] }, true),
            (outgoing with { SourcePorts = [peer] }, false),
            .. common(lost),
            (lost with { SourcePorts = [peer] }, true),
            (lost with { SourcePorts = [local] }, false),
            .. common(changed),
            (changed with { SourcePorts = [peer] }, true),
            (changed with { SourcePorts = [local] }, false),
        ];

        await WithFailureConfig(new FailureConfig([.. cases.Select(one => one.Failure)]), async scope =>
        {
            await scope.JoinAsync(process);
            await process.StandardInput.WriteLineAsync();
            (await Command.FinishAsync(process)).Output.ShouldBe("ask hello");

            var evidence = scope.GetEvidence().Failures;
            for (var i = 0; i < cases.Length; i++)
                (evidence[i].Called, evidence[i].Matched).ShouldBe((1, cases[i].IsMet ? 1 : 0), $"{i}: {cases[i].Failure}");
        });
    }

    [Fact]
    public async Task Only_the_process_of_that_name_loses_its_network()
    {
        using var server = new WebServer();
        var config = new FailureConfig(new OutgoingNetworkFailure { Targets = ["curl"] });

        var (curl, wget) = await WithFailureConfig(config, async () =>
        {
            var curl = Command.RunAsync("curl", "-sS", "--connect-timeout", "2", server.Url);
            var wget = Command.RunAsync("wget", "-nv", "-O", "-", server.Url);
            return (await curl, await wget);
        });

        curl.ExitCode.ShouldBe(28, curl.Error);
        wget.Output.ShouldBe("yes");
    }
}
