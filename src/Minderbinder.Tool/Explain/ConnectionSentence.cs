using Minderbinder.Testing;

namespace Minderbinder.Tool.Explain;

/// <summary>What becomes of which connections, as a sentence without its end.</summary>
internal static class ConnectionSentence
{
    public static string Of(ConnectionFailure failure, string whom)
    {
        if (failure.Dns is { } dns)
            return $"questions of {whom} for {(failure.Hosts.Count == 0 ? "any name" : Either(failure.Hosts))} {Answer(failure, dns)}";

        List<string> where = [.. failure.Hosts, .. failure.Addresses];
        var to = where.Count == 0 ? "" : $" to {Either(where)}";
        var port = failure.Ports.Count == 0 ? "" : $" to port {Either(failure.Ports)}";
        return $"connections of {whom}{to}{port} {string.Join(", ", Effects(failure))}";
    }

    private static string Answer(ConnectionFailure failure, DnsAnswer dns) => dns switch
    {
        DnsAnswer.Nxdomain => "are told that there is none",
        DnsAnswer.Servfail => "are told that the server cannot say",
        DnsAnswer.Timeout => "are not answered",
        _ => $"are answered {DurationText.Print(failure.Latency)} later",
    };

    private static IEnumerable<string> Effects(ConnectionFailure failure)
    {
        if (failure.Refuse)
            yield return "are refused";
        if (failure.SayYes)
            yield return "are answered by a server that says yes";
        else if (failure.AnsweredBy is not null)
            yield return "are answered by a server of the test";
        if (failure.SlowStart != TimeSpan.Zero)
            yield return $"carry nothing for {DurationText.Print(failure.SlowStart)}";
        if (failure.Latency != TimeSpan.Zero)
            yield return $"bring answers {Late(failure.Latency, failure.Jitter)} later";
        if (failure.SendLatency != TimeSpan.Zero)
            yield return $"take what is sent {Late(failure.SendLatency, failure.SendJitter)} later";
        if (failure.Bandwidth is { } bandwidth)
            yield return $"carry {SizeText.Print(bandwidth)}/s at most";
        if (failure.Slice is { } slice)
            yield return $"carry {SizeText.Print(slice)} bytes at once at most";
        if (failure.CorruptAt is { } place)
            yield return $"bring byte {place} damaged";
        if (failure.Cut is { } cut)
            yield return $"are cut after {(cut.AfterTime is { } time ? DurationText.Print(time) : $"{SizeText.Print(cut.AfterBytes ?? 0)} bytes")} "
                + $"by {EnumWords.Of(cut.By)}";
    }

    private static string Late(TimeSpan latency, TimeSpan jitter) =>
        $"{DurationText.Print(latency)}{(jitter == TimeSpan.Zero ? "" : $" (more or less {DurationText.Print(jitter)})")}";

    private static string Either<T>(IEnumerable<T> items) => string.Join(" or ", items);
}
