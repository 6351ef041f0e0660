namespace Minderbinder.Testing.Tests;

/// <summary>What failures of the network must obey, written as records. Every message is pinned.</summary>
public class NetworkRulesTests
{
    [Fact]
    public void Every_condition_may_be_given() =>
        Problems.Of(
            new OutgoingNetworkFailure
            {
                Protocol = NetworkProtocol.Udp,
                Action = PacketAction.Refuse,
                DestinationPorts = [53, new(8000, 8080), 0, 65535],
                DestinationAddresses = ["10.0.0.0/8", "127.0.0.1", "::1", "fd00::/8"],
                SourcePorts = [1, 2, 3, 4],
                SourceAddresses = ["10.0.0.1", "::1", "::2", "::3"],
                MinLength = 65535,
                Interfaces = ["lo", "eth0", new string('x', 15), "br-0a1b2c3d", "wlan0.12", "a@b", "äöü", "-"],
            },
            new OutgoingNetworkFailure { LocalPorts = [1, 2, 3, 4] },
            new IncomingNetworkFailure { SourcePorts = [443], SourceAddresses = ["::/0"], LocalPorts = [8080], MinLength = 1 }).ShouldBeEmpty();

    [Theory]
    [InlineData(NetworkProtocol.Any)]
    [InlineData(NetworkProtocol.Tcp)]
    public void Every_action_can_happen_to_outgoing_packets(NetworkProtocol protocol) =>
        Problems.Of([.. Enum.GetValues<PacketAction>().Select(action => new OutgoingNetworkFailure { Protocol = protocol, Action = action })])
            .ShouldBeEmpty();

    [Fact]
    public void Incoming_packets_cannot_be_refused() =>
        ProblemsOf(new IncomingNetworkFailure { Action = PacketAction.Refuse }).ShouldBe(
            ["action: an incoming packet cannot be refused, for its sender cannot be told; write 'drop' to lose it on its way."]);

    [Theory]
    [InlineData(PacketAction.Drop)]
    [InlineData(PacketAction.Reset)]
    [InlineData(PacketAction.Corrupt)]
    [InlineData(PacketAction.Duplicate)]
    public void Other_things_can_happen_to_incoming_packets(PacketAction action) =>
        ProblemsOf(new IncomingNetworkFailure { Action = action }).ShouldBeEmpty();

    [Theory]
    [InlineData(NetworkProtocol.Udp, "udp")]
    [InlineData(NetworkProtocol.Icmp, "icmp")]
    public void Only_TCP_connections_can_be_reset(NetworkProtocol protocol, string name) =>
        ProblemsOf(new OutgoingNetworkFailure { Protocol = protocol, Action = PacketAction.Reset }).ShouldBe(
            [$"action: only TCP has connections to reset, and the failure is for {name}; write 'drop' to lose its packets."]);

    [Theory]
    [InlineData(PacketAction.Corrupt)]
    [InlineData(PacketAction.Duplicate)]
    public void Incoming_ICMP_can_only_be_lost(PacketAction action)
    {
        ProblemsOf(new IncomingNetworkFailure { Protocol = NetworkProtocol.Icmp, Action = action }).ShouldBe(
            ["action: only TCP and UDP packets can be changed on their way in, for their ports say whose they are, and ICMP has none; write 'drop' "
                + "to lose them."]);
        ProblemsOf(new IncomingNetworkFailure { Protocol = NetworkProtocol.Icmp }).ShouldBeEmpty();
        ProblemsOf(new OutgoingNetworkFailure { Protocol = NetworkProtocol.Icmp, Action = action }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(PacketAction.Drop)]
    [InlineData(PacketAction.Refuse)]
    [InlineData(PacketAction.Reset)]
    [InlineData(PacketAction.Duplicate)]
    public void Only_of_a_damaged_packet_the_checksum_can_be_fixed(PacketAction action) =>
        ProblemsOf(new OutgoingNetworkFailure { Action = action, FixChecksum = true }).ShouldBe(
            ["fix_checksum: a checksum is fixed only where 'action: corrupt' has damaged the packet; write that action, or remove it."]);

    [Fact]
    public void Of_a_damaged_packet_the_checksum_can_be_fixed() =>
        ProblemsOf(new IncomingNetworkFailure { Action = PacketAction.Corrupt, FixChecksum = true }).ShouldBeEmpty();

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    public void Numbers_that_are_no_protocol_or_action_are_refused(int number) =>
        ProblemsOf(new IncomingNetworkFailure
        {
            Protocol = (NetworkProtocol)number,
            Action = (PacketAction)number,
            FixChecksum = true,
            LocalPorts = [1],
        })
            .ShouldBe(
            [
                $"protocol: the protocol is {number}, which does not exist; use a value of NetworkProtocol.",
                $"action: the action is {number}, which does not exist; use a value of PacketAction.",
            ]);

    [Fact]
    public void More_than_4_ports_or_addresses_of_a_kind_are_refused()
    {
        ProblemsOf(new OutgoingNetworkFailure
        {
            DestinationPorts = [1, 2, 3, 4, 5],
            DestinationAddresses = ["::1", "::2", "::3", "::4", "::5"],
            SourcePorts = [1, 2, 3, 4, 5],
            SourceAddresses = ["::1", "::2", "::3", "::4", "::5"],
        }).ShouldBe(
        [
            "dest_port: there are 5 ports; at most 4 can be given.",
            "dest_address: there are 5 addresses; at most 4 can be given.",
            "source_port: there are 5 ports; at most 4 can be given.",
            "source_address: there are 5 addresses; at most 4 can be given.",
        ]);
        ProblemsOf(new IncomingNetworkFailure { LocalPorts = [1, 2, 3, 4, 5] }).ShouldBe(["local_port: there are 5 ports; at most 4 can be given."]);
    }

    [Fact]
    public void Ports_and_addresses_are_checked_as_those_of_filters_are()
    {
        ProblemsOf(new OutgoingNetworkFailure
        {
            DestinationPorts = [65536],
            DestinationAddresses = ["localhost"],
            SourcePorts = [80, new(80, 79)],
            SourceAddresses = ["::1", "10.1.2.3/8"],
        }).ShouldBe(
        [
            "dest_port: the port is 65536; it must lie between 0 and 65535.",
            "dest_address: 'localhost' is not an IP address; write one, such as 10.0.0.1 or ::1, or a network such as 10.0.0.0/8.",
            "source_port[1]: the ports 80-79 end before they begin; write 79-80.",
            "source_address[1]: '10.1.2.3/8' has bits behind the 8 that count; write '10.0.0.0/8', or '10.1.2.3' for the one address.",
        ]);
        ProblemsOf(new IncomingNetworkFailure { LocalPorts = [-1] }).ShouldBe(["local_port: the port is -1; it must lie between 0 and 65535."]);
    }

    [Fact]
    public void ICMP_has_no_ports()
    {
        ProblemsOf(new OutgoingNetworkFailure { Protocol = NetworkProtocol.Icmp, DestinationPorts = [7], SourcePorts = [7] }).ShouldBe(
        [
            "dest_port: ICMP has no ports; remove it, or write another 'protocol'.",
            "source_port: ICMP has no ports; remove it, or write another 'protocol'.",
        ]);
        ProblemsOf(new IncomingNetworkFailure { Protocol = NetworkProtocol.Icmp, LocalPorts = [7] }).ShouldBe(
            ["local_port: ICMP has no ports; remove it, or write another 'protocol'."]);
    }

    [Fact]
    public void ICMP_has_addresses() =>
        ProblemsOf(new OutgoingNetworkFailure { Protocol = NetworkProtocol.Icmp, DestinationAddresses = ["::1"], SourceAddresses = ["::1"] })
            .ShouldBeEmpty();

    [Fact]
    public void The_local_port_of_an_outgoing_packet_is_its_source_port() =>
        ProblemsOf(new OutgoingNetworkFailure { SourcePorts = [80], LocalPorts = [80] }).ShouldBe(
            ["local_port: an outgoing packet comes from the process's own port, which 'source_port' means as well; keep one."]);

    [Theory]
    [InlineData("10.0.0.1", "::1")]
    [InlineData("fd00::/8", "0.0.0.0/0")]
    [InlineData("::ffff:10.0.0.1", "fe80::/10")]
    [InlineData("10.0.0.0/8", "::fffe:0:0/96")]
    public void No_packet_goes_from_one_version_of_IP_to_the_other(string source, string destination) =>
        ProblemsOf(new OutgoingNetworkFailure { SourceAddresses = [source], DestinationAddresses = [destination] }).ShouldBe(
        [
            "dest_address: no packet goes from IPv4 to IPv6 or back, and 'source_address' has only addresses of the other version; "
            + "write such as fit, or remove one of the two.",
        ]);

    [Theory]
    [InlineData("10.0.0.1", "192.168.0.0/16")]
    [InlineData("::1", "fd00::/8")]
    [InlineData("10.0.0.1", "::/0")]
    [InlineData("::/0", "::1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.2")]
    [InlineData("::fffe:0:0/95", "10.0.0.1")]
    [InlineData("::fffe:0:0/95", "::1")]
    public void A_packet_has_two_addresses_of_one_version_of_IP(string source, string destination) =>
        ProblemsOf(new OutgoingNetworkFailure { SourceAddresses = [source], DestinationAddresses = [destination] }).ShouldBeEmpty();

    [Fact]
    public void One_fitting_address_is_enough() =>
        ProblemsOf(new OutgoingNetworkFailure { SourceAddresses = ["10.0.0.1"], DestinationAddresses = ["::1", "10.0.0.2"] }).ShouldBeEmpty();

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_payload_that_no_packet_has_is_refused(int length) =>
        ProblemsOf(new OutgoingNetworkFailure { MinLength = length }).ShouldBe(
            [$"min_length: the least payload is {length} bytes; it must lie between 0 (every packet) and 65535."]);

    // By dev_valid_name in net/core/dev.c, which takes the second byte of à for a space of Latin-1.
    [Theory]
    [InlineData("", "the name of the interface is empty; write one, for example 'lo', or leave 'interfaces' out to mean all.")]
    [InlineData(".", "no interface can be called '.'; 'ip link' lists the names.")]
    [InlineData("..", "no interface can be called '..'; 'ip link' lists the names.")]
    [InlineData("a/b", "no interface can be called 'a/b', for it contains a slash; 'ip link' lists the names.")]
    [InlineData("eth0:", "no interface can be called 'eth0:', for it contains a colon; 'ip link' lists the names.")]
    [InlineData("eth 0", "no interface can be called 'eth 0', for it contains white space; 'ip link' lists the names.")]
    [InlineData("\v", "no interface can be called '\v', for it contains white space; 'ip link' lists the names.")]
    [InlineData("a\0b", "no interface can be called 'a\0b', for it contains a NUL character; 'ip link' lists the names.")]
    [InlineData("à", "no interface can be called 'à', for it contains the byte 0xa0, to the kernel a space; 'ip link' lists the names.")]
    [InlineData(
        "sixteen-letters-",
        "no interface can be called 'sixteen-letters-', for it has 16 bytes in UTF-8, and the kernel allows 15; 'ip link' lists the names.")]
    [InlineData(
        "ääääääää",
        "no interface can be called 'ääääääää', for it has 16 bytes in UTF-8, and the kernel allows 15; 'ip link' lists the names.")]
    public void What_no_interface_can_be_called_is_refused(string name, string problem)
    {
        ProblemsOf(new OutgoingNetworkFailure { Interfaces = [name] }).ShouldBe([$"interfaces: {problem}"]);
        ProblemsOf(new IncomingNetworkFailure { Interfaces = ["lo", name] }).ShouldBe([$"interfaces[1]: {problem}"]);
    }

    // Not among the cases above: a test runner could not print its name.
    [Fact]
    public void Half_a_character_in_the_name_of_an_interface_is_refused() =>
        ProblemsOf(new OutgoingNetworkFailure { Interfaces = ["x\ud83d"] }).ShouldBe(
            ["interfaces: the name of the interface contains half a character (a surrogate without its partner); remove it."]);

    [Fact]
    public void An_interface_given_twice_is_refused() =>
        ProblemsOf(new OutgoingNetworkFailure { Interfaces = ["lo", "eth0", "lo", "LO"] }).ShouldBe(
            ["interfaces[2]: the interface 'lo' is given twice; keep one."]);

    [Fact]
    public void More_than_16_interfaces_are_refused()
    {
        ProblemsOf(new OutgoingNetworkFailure { Interfaces = [.. Enumerable.Range(0, 16).Select(number => $"eth{number}")] }).ShouldBeEmpty();
        ProblemsOf(new OutgoingNetworkFailure { Interfaces = [.. Enumerable.Range(0, 17).Select(number => $"eth{number}")] }).ShouldBe(
            ["interfaces: there are 17 interfaces; at most 16 can be given."]);
    }

    [Fact]
    public void The_common_rules_hold_as_well() =>
        ProblemsOf(new IncomingNetworkFailure { Name = "", Targets = ["a/b"], FailureRate = 101 }).ShouldBe(
        [
            "name: the name is empty; write one, or leave 'name' out.",
            "targets[0]: the process name 'a/b' contains a slash; write the base name of the executable: 'b'.",
            "failure_rate: the rate is 101 percent; it must lie between 0 (never) and 100 (always).",
        ]);

    private static string[] ProblemsOf(NetworkFailure failure)
    {
        var path = $"agents_of_chaos.{(failure is IncomingNetworkFailure ? "incoming" : "outgoing")}_network[0].";
        var problems = Problems.Of(failure);

        problems.ShouldAllBe(problem => problem.StartsWith(path));
        return [.. problems.Select(problem => problem[path.Length..])];
    }
}
