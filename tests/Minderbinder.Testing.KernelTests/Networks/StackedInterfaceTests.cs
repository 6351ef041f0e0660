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
    public async Task A_packet_that_passes_two_interfaces_is_judged_once(string kind, bool incoming)
    {
        await using var host = await Namespace.CreateAsync();
        var (port, upper) = ($"mb{host.Number}", $"mbup{host.Number}");
        var (mine, its) = ($"10.97.{host.Number}.1", $"10.97.{host.Number}.2");
        await Namespace.MustAsync("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", host.Name);
        string[] add = kind == "vlan" ? ["link", port, "name", upper, "type", "vlan", "id", "5"] : ["name", upper, "type", kind];
        var added = await Command.RunAsync("ip", ["link", "add", .. add]);
        Assert.SkipWhen(added.ExitCode != 0, $"This kernel has no {kind}: {added.Error}");
        await host.MustInsideAsync("ip", "link", "set", "eth0", "up");
        if (kind == "vlan")
        {
            await host.MustInsideAsync("ip", "link", "add", "link", "eth0", "name", "eth0.5", "type", "vlan", "id", "5");
            await host.MustInsideAsync("ip", "link", "set", "eth0.5", "up");
        }
        else
        {
            await Namespace.MustAsync("ip", "link", "set", port, "master", upper);
        }

        await host.MustInsideAsync("ip", "address", "add", $"{its}/24", "dev", kind == "vlan" ? "eth0.5" : "eth0");
        await Namespace.MustAsync("ip", "address", "add", $"{mine}/24", "dev", upper);
        await Namespace.MustAsync("ip", "link", "set", port, "up");
        await Namespace.MustAsync("ip", "link", "set", upper, "up");
        using var server = host.Start(Victim.Program, "serve-on", its, "7000");
        (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("serving 7000");
        string[] count = ["udp", its, "7000", "count", "9", "100"];
        await Eventually.BeTrueAsync(async () => await Victim.RunOutsideAsync(["udp", its, "7000", "ask", "hello", Victim.Silence]) == "ask hello");

        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { SourceAddresses = [its], Action = PacketAction.Duplicate, Every = 3 }
            : new OutgoingNetworkFailure { DestinationAddresses = [its], Every = 3 };
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
