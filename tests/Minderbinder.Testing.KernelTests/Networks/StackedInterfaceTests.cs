using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>A packet that passes two interfaces of this machine is judged once, whichever way it goes.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class StackedInterfaceTests
{
    [Theory]
    [InlineData("vlan", false)]
    [InlineData("vlan", true)]
    [InlineData("bridge", false)]
    [InlineData("bridge", true)]
    [InlineData("bond", false)]
    [InlineData("bond", true)]
    [InlineData("vxlan", false)]
    [InlineData("vxlan", true)]
    public async Task A_packet_that_passes_two_interfaces_is_judged_once(string kind, bool incoming)
    {
        await using var host = await Namespace.CreateAsync();
        var (port, upper) = ($"mb{host.Number}", $"mbup{host.Number}");
        var (mine, its) = ($"10.97.{host.Number}.1", $"10.97.{host.Number}.2");
        string Outer(int number) => $"10.96.{host.Number}.{number}"; // what carries a tunnel
        await Namespace.MustAsync("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", host.Name);
        await host.MustInsideAsync("ip", "link", "set", "eth0", "up");
        string[] add = kind switch
        {
            "vlan" => ["link", port, "name", upper, "type", kind, "id", "5"],
            "vxlan" => ["name", upper, "type", kind, "id", "5", "dstport", "4789", "remote", Outer(2)],
            _ => ["name", upper, "type", kind],
        };
        var added = await Command.RunAsync("ip", ["link", "add", .. add]);
        Assert.SkipWhen(added.ExitCode != 0, $"This kernel has no {kind}: {added.Error}");
        var end = "eth0";
        switch (kind)
        {
            case "vlan":
                await host.MustInsideAsync("ip", "link", "add", "link", "eth0", "name", end = "upper", "type", "vlan", "id", "5");
                break;
            case "vxlan":
                await Namespace.MustAsync("ip", "address", "add", $"{Outer(1)}/24", "dev", port);
                await host.MustInsideAsync("ip", "address", "add", $"{Outer(2)}/24", "dev", "eth0");
                await host.MustInsideAsync("ip", "link", "add", end = "upper", "type", "vxlan", "id", "5", "dstport", "4789", "remote", Outer(1));
                break;
            default:
                await Namespace.MustAsync("ip", "link", "set", port, "master", upper);
                break;
        }

        await host.MustInsideAsync("ip", "link", "set", end, "up");
        await host.MustInsideAsync("ip", "address", "add", $"{its}/24", "dev", end);
        await Namespace.MustAsync("ip", "address", "add", $"{mine}/24", "dev", upper);
        await Namespace.MustAsync("ip", "link", "set", port, "up");
        await Namespace.MustAsync("ip", "link", "set", upper, "up");
        using var server = host.Start(Victim.Program, "serve-on", its, "7000");
        (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("serving 7000");
        string[] count = ["udp", its, "7000", "count", "9", "100"];
        await Eventually.BeTrueAsync(async () => await Victim.RunOutsideAsync(["udp", its, "7000", "ask", "hello", Victim.Silence]) == "ask hello");

        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { Protocol = NetworkProtocol.Udp, Action = PacketAction.Duplicate, Every = 3 }
            : new OutgoingNetworkFailure { Protocol = NetworkProtocol.Udp, Every = 3 };
        var evidence = await WithFailureConfig(new FailureConfig(failure), async scope =>
        {
            (await Victim.RunAsync([.. count, incoming ? "12" : "6"])).ShouldBe(incoming ? "112112112" : "110110110");
            return scope.GetEvidence().Failures[0];
        });

        evidence.Matched.ShouldBe(9);
        evidence.Injected.ShouldBe(3);
        server.Kill();
        await Namespace.MustAsync("ip", "link", "delete", upper);
    }
}
