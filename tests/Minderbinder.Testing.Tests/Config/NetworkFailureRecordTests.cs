namespace Minderbinder.Testing.Tests;

public class NetworkFailureRecordTests
{
    [Fact]
    public void Defaults_mean_that_every_packet_is_lost()
    {
        NetworkFailure[] failures = [new OutgoingNetworkFailure(), new IncomingNetworkFailure()];

        foreach (var failure in failures)
        {
            failure.Protocol.ShouldBe(NetworkProtocol.Any);
            failure.Action.ShouldBe(PacketAction.Drop);
            failure.FixChecksum.ShouldBeFalse();
            failure.SourcePorts.ShouldBeEmpty();
            failure.SourceAddresses.ShouldBeEmpty();
            failure.LocalPorts.ShouldBeEmpty();
            failure.MinLength.ShouldBe(0);
            failure.Interfaces.ShouldBeEmpty();
            failure.Targets.ShouldBeEmpty();
            failure.FailureRate.ShouldBe(100);
        }

        new OutgoingNetworkFailure().DestinationPorts.ShouldBeEmpty();
        new OutgoingNetworkFailure().DestinationAddresses.ShouldBeEmpty();
    }

    [Fact]
    public void Failures_with_equal_lists_are_equal()
    {
        static OutgoingNetworkFailure Make() => new()
        {
            Protocol = NetworkProtocol.Tcp,
            DestinationPorts = [5432, new(8000, 8080)],
            DestinationAddresses = ["10.0.0.0/8"],
            SourcePorts = [1],
            SourceAddresses = ["10.0.0.1"],
            Interfaces = ["lo"],
        };

        Make().ShouldBe(Make());
        Make().GetHashCode().ShouldBe(Make().GetHashCode());
    }

    [Fact]
    public void Failures_that_differ_in_one_thing_differ()
    {
        OutgoingNetworkFailure[] failures =
        [
            new(),
            new() { Name = "x" },
            new() { Protocol = NetworkProtocol.Udp },
            new() { Action = PacketAction.Duplicate },
            new() { FixChecksum = true },
            new() { DestinationPorts = [1] },
            new() { DestinationAddresses = ["::1"] },
            new() { SourcePorts = [1] },
            new() { SourceAddresses = ["::1"] },
            new() { LocalPorts = [1] },
            new() { MinLength = 1 },
            new() { Interfaces = ["lo"] },
            new() { Every = 2 },
        ];

        failures.ShouldBeUnique();
    }

    [Fact]
    public void The_direction_makes_a_difference() =>
        new OutgoingNetworkFailure { SourcePorts = [1] }.ShouldNotBe<Failure>(new IncomingNetworkFailure { SourcePorts = [1] });

    [Fact]
    public void A_change_of_what_both_directions_have_keeps_the_direction()
    {
        NetworkFailure lost = new OutgoingNetworkFailure { DestinationPorts = [5432] };

        var damaged = lost with { Action = PacketAction.Corrupt, Times = 2 };

        damaged.ShouldBe(new OutgoingNetworkFailure { DestinationPorts = [5432], Action = PacketAction.Corrupt, Times = 2 });
        lost.Action.ShouldBe(PacketAction.Drop);
    }

    [Fact]
    public void Without_a_name_it_is_called_after_what_it_does()
    {
        new OutgoingNetworkFailure().DisplayName.ShouldBe("outgoing packets: drop");
        new IncomingNetworkFailure { Action = PacketAction.Duplicate }.DisplayName.ShouldBe("incoming packets: duplicate");
        new IncomingNetworkFailure { Name = "deaf" }.DisplayName.ShouldBe("deaf");
    }

    [Fact]
    public void A_list_that_is_null_is_refused()
    {
        Should.Throw<ArgumentNullException>(() => new OutgoingNetworkFailure { DestinationPorts = null! });
        Should.Throw<ArgumentNullException>(() => new OutgoingNetworkFailure { DestinationAddresses = null! });
        Should.Throw<ArgumentNullException>(() => new OutgoingNetworkFailure { SourcePorts = null! });
        Should.Throw<ArgumentNullException>(() => new OutgoingNetworkFailure { SourceAddresses = null! });
        Should.Throw<ArgumentNullException>(() => new OutgoingNetworkFailure { LocalPorts = null! });
        Should.Throw<ArgumentNullException>(() => new OutgoingNetworkFailure { Interfaces = null! });
    }
}
