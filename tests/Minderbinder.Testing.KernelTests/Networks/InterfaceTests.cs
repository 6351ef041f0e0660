using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Packets are lost on all interfaces, those that come later too, and each is judged once.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class InterfaceTests
{
    [Fact]
    public async Task A_host_behind_a_veth_cannot_be_reached()
    {
        await using var host = await Namespace.CreateAsync();
        var address = await PlugAsync(host);
        await host.ServeAsync();

        await ShouldBeLostAsync(new OutgoingNetworkFailure { DestinationAddresses = [address] }, address);
    }

    [Fact]
    public async Task An_interface_that_comes_while_the_scope_is_open_loses_packets_too()
    {
        await using var host = await Namespace.CreateAsync();
        await host.ServeAsync();
        await WithFailureConfig(new FailureConfig(new OutgoingNetworkFailure { DestinationPorts = [80] }), async () =>
        {
            var address = await Outside(() => PlugAsync(host));
            var inside = CurlAsync(address);

            (await Command.RunOutsideAsync("curl", "-sS", $"http://{address}/")).Output.ShouldBe("yes");
            (await inside).ExitCode.ShouldBe(28);
        });
    }

    [Fact]
    public async Task The_process_can_be_cut_off_on_one_interface_only()
    {
        using var server = new WebServer();
        await using var host = await Namespace.CreateAsync();
        await host.ServeAsync();
        var config = new FailureConfig(new OutgoingNetworkFailure { Interfaces = [$"mb{host.Number}"], DestinationPorts = [80, server.Port] });

        await WithFailureConfig(config, async () =>
        {
            // The name is given before there is such an interface.
            var address = await Outside(() => PlugAsync(host));

            (await Command.RunAsync("curl", "-sS", server.Url)).Output.ShouldBe("yes");
            (await CurlAsync(address)).ExitCode.ShouldBe(28);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_to_another_host_is_reset(bool incoming)
    {
        await using var host = await Namespace.CreateAsync();
        var address = await PlugAsync(host);
        await host.ServeAsync();
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { Action = PacketAction.Reset, MinLength = 1, SourceAddresses = [address] }
            : new OutgoingNetworkFailure { Action = PacketAction.Reset, MinLength = 1, DestinationAddresses = [address] };

        await WithFailureConfig(new FailureConfig(failure), async () =>
        {
            var inside = CurlAsync(address);

            (await Command.RunOutsideAsync("curl", "-sS", $"http://{address}/")).Output.ShouldBe("yes");
            (await inside).Error.ShouldContain("reset by peer");
        });
    }

    [Fact]
    public async Task A_datagram_in_fragments_is_one_packet()
    {
        await using var host = await Namespace.CreateAsync();
        var address = await PlugAsync(host);
        var config = new FailureConfig(new OutgoingNetworkFailure { Protocol = NetworkProtocol.Icmp, DestinationAddresses = [address], Every = 2 });

        var evidence = await WithFailureConfig(config, async scope =>
        {
            var ping = await Command.RunAsync("ping", "-c", "6", "-i", "0.05", "-W", "2", "-s", "5000", address);
            ping.Output.ShouldContain("3 received");
            return scope.GetEvidence().Failures[0];
        });

        evidence.Matched.ShouldBe(6);
    }

    /// <summary>Connects a host with this machine; its address then.</summary>
    private static async Task<string> PlugAsync(Namespace host)
    {
        var mine = $"mb{host.Number}";
        await Namespace.MustAsync("ip", "link", "add", mine, "type", "veth", "peer", "name", "eth0", "netns", host.Name);
        await Namespace.MustAsync("ip", "address", "add", $"10.99.{host.Number}.1/24", "dev", mine);
        await Namespace.MustAsync("ip", "link", "set", mine, "up");
        await host.MustInsideAsync("ip", "address", "add", $"10.99.{host.Number}.2/24", "dev", "eth0");
        await host.MustInsideAsync("ip", "link", "set", "eth0", "up");
        return $"10.99.{host.Number}.2";
    }

    private static Task<Command.Result> CurlAsync(string address) => Command.RunAsync("curl", "-sS", "--connect-timeout", "5", $"http://{address}/");

    private static async Task ShouldBeLostAsync(NetworkFailure failure, string address) =>
        await WithFailureConfig(new FailureConfig(failure), async () =>
        {
            var inside = CurlAsync(address);

            (await Command.RunOutsideAsync("curl", "-sS", $"http://{address}/")).Output.ShouldBe("yes");
            (await inside).ExitCode.ShouldBe(28);
        });

    private static Task<T> Outside<T>(Func<Task<T>> work)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(work);
    }
}
