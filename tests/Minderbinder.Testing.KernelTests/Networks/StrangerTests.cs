using System.Reflection;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>What others send through this machine, and attach to its interfaces.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
[Collection(nameof(AloneInTheKernel))] // the machine becomes a router
public class StrangerTests
{
    private const string Bridge = "mbstrangers";

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
        await RouteAsync(client, 1);
        await RouteAsync(server, 2);
        await Namespace.MustAsync("sysctl", "-w", "net.ipv4.ip_forward=1");

        await ShouldBeLeftAloneAsync(action, client, server, "10.98.2.2", "10.98.1.1");

        await Namespace.MustAsync("sysctl", "-w", "net.ipv4.ip_forward=0");
    }

    [Theory]
    [InlineData(PacketAction.Reset)]
    [InlineData(PacketAction.Corrupt)]
    [InlineData(PacketAction.Duplicate)]
    public async Task What_is_bridged_to_a_port_that_a_member_listens_on_here_is_left_alone(PacketAction action)
    {
        await using var client = await Namespace.CreateAsync();
        await using var server = await Namespace.CreateAsync();
        var added = await Command.RunOutsideAsync("ip", "link", "add", Bridge, "type", "bridge");
        Assert.SkipWhen(added.ExitCode != 0, $"This kernel has no bridge: {added.Error}");
        await BridgeAsync(client, 2);
        await BridgeAsync(server, 3);
        await Namespace.MustAsync("ip", "address", "add", "10.98.3.1/24", "dev", Bridge);
        // As with a packet capture: the machine then sees what is not for it.
        await Namespace.MustAsync("ip", "link", "set", Bridge, "up", "promisc", "on");

        await ShouldBeLeftAloneAsync(action, client, server, "10.98.3.3", "10.98.3.1");

        await Namespace.MustAsync("ip", "link", "delete", Bridge);
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

    /// <summary>A member listens at every address, and somebody else at the same port of the server's address.</summary>
    private static async Task ShouldBeLeftAloneAsync(PacketAction action, Namespace client, Namespace server, string itsAddress, string ownAddress)
    {
        using var listening = new ServingVictim("0.0.0.0");
        var port = await listening.PortAsync();
        using var stranger = server.Start(Victim.Program, "serve-on", itsAddress, $"{port}");
        (await stranger.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe($"serving {port}");
        var config = new FailureConfig(new IncomingNetworkFailure { LocalPorts = [port], MinLength = 1, Action = action });

        await WithFailureConfig(config, async scope =>
        {
            await scope.JoinAsync(listening.Process);
            (await InsideAsync(client, ["tcp", itsAddress, $"{port}", Victim.Patience, "ask", "hello", Victim.Patience]))
                .ShouldBe("tcp 0; ask hello");
            scope.GetEvidence().Failures[0].Called.ShouldBe(0, "nothing came for the member");

            // And what is for the member itself, by the same interface, is not.
            await Eventually.BeTrueAsync(async () =>
            {
                await InsideAsync(client, ["tcp", ownAddress, $"{port}", Victim.Patience, "ask", "hello", Victim.Silence]);
                return scope.GetEvidence().Failures[0].Injected > 0;
            });
        });
        stranger.Kill();
    }

    private static async Task RouteAsync(Namespace host, int network)
    {
        var mine = await PlugAsync(host, network);
        await Namespace.MustAsync("ip", "address", "add", $"10.98.{network}.1/24", "dev", mine);
        await host.MustInsideAsync("ip", "address", "add", $"10.98.{network}.2/24", "dev", "eth0");
        await host.MustInsideAsync("ip", "route", "add", "default", "via", $"10.98.{network}.1");
    }

    private static async Task BridgeAsync(Namespace host, int number)
    {
        await Namespace.MustAsync("ip", "link", "set", await PlugAsync(host, number), "master", Bridge);
        await host.MustInsideAsync("ip", "address", "add", $"10.98.3.{number}/24", "dev", "eth0");
    }

    /// <summary>Connects a host with this machine, by an interface of the name that it returns.</summary>
    private static async Task<string> PlugAsync(Namespace host, int number)
    {
        // The kernel takes its time to clear away a namespace, and the one of the test before may still have the other end.
        var mine = $"mbr{number}";
        await Command.RunOutsideAsync("ip", "link", "delete", mine);
        await Namespace.MustAsync("ip", "link", "add", mine, "type", "veth", "peer", "name", "eth0", "netns", host.Name);
        await Namespace.MustAsync("ip", "link", "set", mine, "up");
        await host.MustInsideAsync("ip", "link", "set", "eth0", "up");
        return mine;
    }

    private static async Task<string> InsideAsync(Namespace host, string[] steps) =>
        (await Command.RunOutsideAsync("ip", ["netns", "exec", host.Name, Victim.Program, .. steps])).Output;
}
