using System.Reflection;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>What others send through this machine, and attach to its interfaces.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
[Collection(nameof(AloneInTheKernel))] // the machine becomes a router
public class StrangerTests
{
    private static string Scenarios { get; } = typeof(StrangerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ScenariosPath").Value!;

    [Theory]
    [InlineData(PacketAction.Reset)]
    [InlineData(PacketAction.Corrupt)]
    [InlineData(PacketAction.Duplicate)]
    public async Task What_is_routed_to_a_port_that_a_member_listens_on_here_is_left_alone(PacketAction action)
    {
        await using var client = await Namespace.CreateAsync();
        await using var server = await Namespace.CreateAsync();
        await PlugAsync(client, 1);
        await PlugAsync(server, 2);
        await Namespace.MustAsync("sysctl", "-w", "net.ipv4.ip_forward=1");
        using var listening = new ServingVictim("0.0.0.0");
        var port = await listening.PortAsync();
        using var routed = server.Start(Victim.Program, "serve-on", "10.98.2.2", $"{port}");
        (await routed.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe($"serving {port}");
        var config = new FailureConfig(new IncomingNetworkFailure { LocalPorts = [port], MinLength = 1, Action = action });

        await WithFailureConfig(config, async scope =>
        {
            await scope.JoinAsync(listening.Process);
            string[] ask = ["tcp", "10.98.2.2", $"{port}", Victim.Patience, "ask", "hello", Victim.Patience];
            (await InsideAsync(client, ask)).ShouldBe("tcp 0; ask hello");
            scope.GetEvidence().Failures[0].Called.ShouldBe(0, "nothing came for the member");

            // And what is for the member itself, by the same interface, is not.
            await InsideAsync(client, ["tcp", "10.98.1.1", $"{port}", Victim.Patience, "ask", "hello", Victim.Silence]);
            scope.GetEvidence().Failures[0].Injected.ShouldBeGreaterThan(0);
        });
        routed.Kill();
        await Namespace.MustAsync("sysctl", "-w", "net.ipv4.ip_forward=0");
    }

    /// <summary>On kernels without TCX each test process does this; here two do it on any.</summary>
    [Fact]
    public async Task Nobody_removes_the_queueing_discipline_that_another_is_about_to_use()
    {
        await using var host = await Namespace.CreateAsync();
        using var one = host.Start("dotnet", Scenarios, "hooks", "200");
        using var other = host.Start("dotnet", Scenarios, "hooks", "200");

        foreach (var test in new[] { one, other })
        {
            var result = await Command.FinishAsync(test);
            result.Error.ShouldBe("");
            result.Output.ShouldBe("done");
        }

        (await host.MustInsideAsync("tc", "qdisc", "show", "dev", "lo")).ShouldNotContain("clsact");
    }

    private static async Task PlugAsync(Namespace host, int network)
    {
        // The kernel takes its time to clear away a namespace, and the one of the test before may still have the other end.
        var mine = $"mbr{network}";
        await Command.RunOutsideAsync("ip", "link", "delete", mine);
        await Namespace.MustAsync("ip", "link", "add", mine, "type", "veth", "peer", "name", "eth0", "netns", host.Name);
        await Namespace.MustAsync("ip", "address", "add", $"10.98.{network}.1/24", "dev", mine);
        await Namespace.MustAsync("ip", "link", "set", mine, "up");
        await host.MustInsideAsync("ip", "address", "add", $"10.98.{network}.2/24", "dev", "eth0");
        await host.MustInsideAsync("ip", "link", "set", "eth0", "up");
        await host.MustInsideAsync("ip", "route", "add", "default", "via", $"10.98.{network}.1");
    }

    private static async Task<string> InsideAsync(Namespace host, string[] steps) =>
        (await Command.RunOutsideAsync("ip", ["netns", "exec", host.Name, Victim.Program, .. steps])).Output;
}
