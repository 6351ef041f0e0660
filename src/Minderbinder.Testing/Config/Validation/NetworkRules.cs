using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>What a failure of the network must obey, as far as it holds on every kernel.</summary>
internal static class NetworkRules
{
    // What the length field of an IP header can hold.
    private const int MaxLength = ushort.MaxValue;

    public static IEnumerable<ConfigProblem> FindProblems(NetworkFailure failure, string path)
    {
        var (outgoing, most) = (failure as OutgoingNetworkFailure, NetworkFailure.MaxItems);
        return
        [
            .. FindProblemsOfAction(failure, path),
            .. EndpointRules.FindProblems(outgoing?.DestinationPorts ?? [], most, $"{path}.{ConfigKeys.DestinationPort}"),
            .. EndpointRules.FindProblems(outgoing?.DestinationAddresses ?? [], most, $"{path}.{ConfigKeys.DestinationAddress}"),
            .. EndpointRules.FindProblems(failure.SourcePorts, most, $"{path}.{ConfigKeys.SourcePort}"),
            .. EndpointRules.FindProblems(failure.SourceAddresses, most, $"{path}.{ConfigKeys.SourceAddress}"),
            .. EndpointRules.FindProblems(failure.LocalPorts, most, $"{path}.{ConfigKeys.LocalPort}"),
            .. FindContradictions(failure, path),
            .. failure.MinLength is < 0 or > MaxLength
                ? new[] { new ConfigProblem($"{path}.{ConfigKeys.MinLength}", MinLengthOutOfRange(failure.MinLength)) }
                : [],
            .. failure.Targets.Any(target => target.IsAnyThread)
                ? new[] { new ConfigProblem(
                    $"{path}.{ConfigKeys.Targets}",
                    $"'{ConfigKeys.Self}: {ConfigKeys.AnyThread}' is for system calls; write '{ConfigKeys.Self}: true'.") }
                : [],
            .. InterfaceRules.FindProblems(failure.Interfaces, $"{path}.{ConfigKeys.Interfaces}"),
        ];
    }

    public static string MinLengthOutOfRange(long length) => string.Create(
        CultureInfo.InvariantCulture, $"the least payload is {length} bytes; it must lie between 0 (every packet) and {MaxLength}.");

    private static IEnumerable<ConfigProblem> FindProblemsOfAction(NetworkFailure failure, string path)
    {
        var (protocol, action) = (failure.Protocol, failure.Action);
        if (!Enum.IsDefined(protocol))
        {
            yield return new(
                $"{path}.{ConfigKeys.Protocol}",
                $"the protocol is {protocol:D}, which does not exist; use a value of {nameof(NetworkProtocol)}.");
        }

        if (!Enum.IsDefined(action))
        {
            yield return new(
                $"{path}.{ConfigKeys.Action}",
                $"the action is {action:D}, which does not exist; use a value of {nameof(PacketAction)}.");
        }
        else if (action == PacketAction.Refuse && failure is IncomingNetworkFailure)
        {
            yield return new(
                $"{path}.{ConfigKeys.Action}",
                "an incoming packet cannot be refused, for its sender cannot be told; write 'drop' to lose it on its way.");
        }
        else if (action == PacketAction.Reset && protocol is NetworkProtocol.Udp or NetworkProtocol.Icmp)
        {
            yield return new(
                $"{path}.{ConfigKeys.Action}",
                $"only TCP has connections to reset, and the failure is for {NetworkProtocolNames.Of(protocol)}; "
                    + "write 'drop' to lose its packets.");
        }

        else if (action is PacketAction.Corrupt or PacketAction.Duplicate && protocol == NetworkProtocol.Icmp && failure is IncomingNetworkFailure)
        {
            yield return new(
                $"{path}.{ConfigKeys.Action}",
                "only TCP and UDP packets can be changed on their way in, for their ports say whose they are, and ICMP has none; "
                    + "write 'drop' to lose them.");
        }

        if (failure.FixChecksum && action != PacketAction.Corrupt && Enum.IsDefined(action))
        {
            yield return new(
                $"{path}.{ConfigKeys.FixChecksum}",
                $"a checksum is fixed only where '{ConfigKeys.Action}: {PacketActionNames.Of(PacketAction.Corrupt)}' has damaged "
                    + "the packet; write that action, or remove it.");
        }
    }

    /// <summary>Conditions that no packet can fulfil together, or that say the same.</summary>
    private static IEnumerable<ConfigProblem> FindContradictions(NetworkFailure failure, string path)
    {
        var outgoing = failure as OutgoingNetworkFailure;
        (string Key, bool IsGiven)[] ports =
        [
            (ConfigKeys.DestinationPort, outgoing?.DestinationPorts.Count > 0),
            (ConfigKeys.SourcePort, failure.SourcePorts.Count > 0),
            (ConfigKeys.LocalPort, failure.LocalPorts.Count > 0),
        ];
        if (failure.Protocol == NetworkProtocol.Icmp)
        {
            foreach (var port in ports.Where(port => port.IsGiven))
                yield return new($"{path}.{port.Key}", $"ICMP has no ports; remove it, or write another '{ConfigKeys.Protocol}'.");
        }

        if (outgoing is null)
            yield break;

        if (outgoing.SourcePorts.Count > 0 && outgoing.LocalPorts.Count > 0)
        {
            yield return new(
                $"{path}.{ConfigKeys.LocalPort}",
                $"an outgoing packet comes from the process's own port, which '{ConfigKeys.SourcePort}' means as well; keep one.");
        }

        if (!EndpointRules.CanMeet(outgoing.SourceAddresses, outgoing.DestinationAddresses))
        {
            yield return new(
                $"{path}.{ConfigKeys.DestinationAddress}",
                $"no packet goes from IPv4 to IPv6 or back, and '{ConfigKeys.SourceAddress}' has only addresses of the other version; "
                    + "write such as fit, or remove one of the two.");
        }
    }
}
