using System.Globalization;
using Minderbinder.Testing;

namespace Minderbinder.Tool.Explain;

/// <summary>A failure as a sentence: what happens, to whom, and when.</summary>
internal static class FailureSentence
{
    public static string Of(Failure failure) => failure switch
    {
        SyscallFailure call => $"{Calls(call)} in {Whom(failure)}{When(failure, "call")}.",
        NetworkFailure network => $"{Packets(network)} {Effect(network)}{When(failure, "packet")}.",
        ConnectionFailure connections =>
            $"{ConnectionSentence.Of(connections, Whom(failure))}{When(failure, connections.Dns is null ? "connection" : "question")}.",
        _ => throw new NotSupportedException($"There is no sentence for {failure.GetType()}."),
    };

    private static string Calls(SyscallFailure failure)
    {
        var results = failure.ReturnCodes.Select(ErrnoNames.Print).ToArray();
        var effect = failure switch
        {
            { Short: { } bytes } => $"does {bytes} bytes at most{Late(failure)}",
            { Instead: { } file } => $"opens {file} instead{Late(failure)}",
            { ReturnCodes.Count: 0 } => $"works{Late(failure)}",
            _ when failure.ReturnCodes.All(code => code < 0) => $"fails with {Sequence(results)}{Late(failure)}",
            _ => $"returns {Sequence(results)} without running{Late(failure)}",
        };
        return $"{failure.Syscall}{(failure.When is { } filter ? $" {Filter(filter)}" : "")} {effect}";
    }

    private static string Late(SyscallFailure failure) => failure.Latency == TimeSpan.Zero ? ""
        : $" {DurationText.Print(failure.Latency)}"
            + $"{(failure.Jitter == TimeSpan.Zero ? "" : $" (more or less {DurationText.Print(failure.Jitter)})")} later";

    private static string Filter(CallFilter filter)
    {
        List<string> parts = [];
        if (filter.Paths.Count > 0)
            parts.Add($"on {Either(filter.Paths)}");
        if (filter.Descriptor is { } descriptor)
            parts.Add($"on descriptor {descriptor}");
        if (filter.Addresses.Count > 0)
            parts.Add($"to {Either(filter.Addresses)}");
        if (filter.Ports.Count > 0)
            parts.Add($"to port {Either(filter.Ports)}");
        if (filter.Arguments.Count > 0)
            parts.Add($"with {string.Join(" and ", filter.Arguments)}");
        return string.Join(", ", parts);
    }

    private static string Packets(NetworkFailure failure)
    {
        List<string> parts = [failure is OutgoingNetworkFailure ? "outgoing" : "incoming"];
        if (failure.Protocol != NetworkProtocol.Any)
            parts.Add(NetworkProtocolNames.Of(failure.Protocol).ToUpperInvariant());
        parts.Add($"packets of {Whom(failure)}");
        if (failure is OutgoingNetworkFailure outgoing)
            parts.AddRange(Endpoint("to", outgoing.DestinationAddresses, outgoing.DestinationPorts));
        parts.AddRange(Endpoint("from", failure.SourceAddresses, failure.SourcePorts));
        if (failure.LocalPorts.Count > 0)
            parts.Add($"at the process's own port {Either(failure.LocalPorts)}");
        if (failure.MinLength > 0)
            parts.Add($"of at least {failure.MinLength} bytes");
        if (failure.Interfaces.Count > 0)
            parts.Add($"at {Either(failure.Interfaces)}");
        return string.Join(' ', parts);
    }

    private static IEnumerable<string> Endpoint(string direction, ValueList<string> addresses, ValueList<PortRange> ports)
    {
        if (addresses.Count > 0)
            yield return $"{direction} {Either(addresses)}";
        if (ports.Count > 0)
            yield return addresses.Count > 0 ? $"port {Either(ports)}" : $"{direction} port {Either(ports)}";
    }

    private static string Effect(NetworkFailure failure) => failure.Action switch
    {
        PacketAction.Drop => "get lost",
        PacketAction.Refuse => "are refused",
        PacketAction.Reset => "break their connection",
        PacketAction.Corrupt => failure.FixChecksum ? "arrive damaged, with a checksum that fits" : "arrive damaged",
        PacketAction.Duplicate => "arrive twice",
        var action => PacketActionNames.Of(action),
    };

    private static string Whom(Failure failure)
    {
        if (failure.Targets.Count == 0)
            return "every process of the scope";
        var names = failure.Targets.Select(target => target.ProcessName).OfType<string>().ToArray();
        string[] parts =
        [
            names.Length > 0 ? $"processes called {Either(names)}" : "",
            failure.Targets.Any(target => target.IsSelf) ? "the test process itself" : "",
        ];
        return string.Join(" and ", parts.Where(part => part.Length > 0));
    }

    private static string When(Failure failure, string what)
    {
        List<string> parts = [];
        if (failure.StartDelay > TimeSpan.Zero)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"from {failure.StartDelay.TotalMilliseconds} ms after the start of the process"));
        if (failure.Skip > 0)
            parts.Add($"after the first {Plural(failure.Skip, what)}");
        if (failure.Every > 1)
            parts.Add($"every {Ordinal(failure.Every)} {what}");
        if (failure.FailureRate < 100)
            parts.Add(failure.FailureRate == 0
                ? "never (0 percent)"
                : string.Create(CultureInfo.InvariantCulture, $"{failure.FailureRate} percent of the {what}s"));
        if (failure.Times is { } times)
            parts.Add($"{Plural(times, what)} at most");
        return parts.Count == 0 ? "" : $", {string.Join(", ", parts)}";
    }

    private static string Either<T>(IEnumerable<T> items) => string.Join(" or ", items);

    private static string Sequence(string[] results) => results.Length == 1 ? results[0] : $"{string.Join(", then ", results)} in turn";

    private static string Plural(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Ordinal(long number) => string.Create(
        CultureInfo.InvariantCulture,
        $"{number}{((number % 100) is >= 11 and <= 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })}");
}
