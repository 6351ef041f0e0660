using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>What a failure of connections must obey.</summary>
internal static class ConnectionRules
{
    public static IEnumerable<ConfigProblem> FindProblems(ConnectionFailure failure, string path) =>
    [
        .. ItemRules.FindProblems(failure.Hosts, HostPattern.FindProblem, ConnectionFailure.MaxHosts, "hosts", $"{path}.{ConfigKeys.Host}"),
        .. EndpointRules.FindProblems(failure.Addresses, ConnectionFailure.MaxItems, $"{path}.{ConfigKeys.Address}"),
        .. EndpointRules.FindProblems(failure.Ports, ConnectionFailure.MaxItems, $"{path}.{ConfigKeys.Port}"),
        .. FindProblemsOfTime(failure.Latency, failure.Jitter, path, ConfigKeys.Latency, ConfigKeys.Jitter),
        .. FindProblemsOfTime(failure.SendLatency, failure.SendJitter, path, ConfigKeys.SendLatency, ConfigKeys.SendJitter),
        .. FindProblemsOfTime(failure.SlowStart, TimeSpan.Zero, path, ConfigKeys.SlowStart, ""),
        .. FindProblemsOfNumbers(failure, path),
        .. failure.Cut is { } cut ? FindProblemsOfCut(cut, $"{path}.{ConfigKeys.Cut}") : [],
        .. FindContradictions(failure, path),
        .. failure.Targets.Any(target => target.IsSelf)
            ? [new ConfigProblem(
                $"{path}.{ConfigKeys.Targets}", $"connections of the test process itself are not redirected; leave '{ConfigKeys.Self}' out.")]
            : Array.Empty<ConfigProblem>(),
    ];

    public static string BandwidthOutOfRange(long bytes) => string.Create(
        CultureInfo.InvariantCulture, $"the bandwidth is {bytes} bytes per second; it must be 1 or more.");

    public static string SliceOutOfRange(long bytes) => string.Create(
        CultureInfo.InvariantCulture, $"a slice has {bytes} bytes; it must be from 1 to {int.MaxValue}.");

    private static IEnumerable<ConfigProblem> FindProblemsOfTime(TimeSpan time, TimeSpan jitter, string path, string timeKey, string jitterKey)
    {
        if (time < TimeSpan.Zero || time > FailureRules.MaxDelay)
            yield return new($"{path}.{timeKey}", DurationText.OutOfRange(DurationText.Print(time)));

        if (jitter < TimeSpan.Zero || jitter > FailureRules.MaxDelay)
        {
            yield return new($"{path}.{jitterKey}", DurationText.OutOfRange(DurationText.Print(jitter)));
        }
        else if (jitter > TimeSpan.Zero && jitter > time)
        {
            yield return new(
                $"{path}.{jitterKey}",
                $"the jitter is {DurationText.Print(jitter)}, more than the latency ({DurationText.Print(time)}) that it varies; make '{timeKey}' "
                + "at least as long.");
        }
    }

    private static IEnumerable<ConfigProblem> FindProblemsOfNumbers(ConnectionFailure failure, string path)
    {
        if (failure.Bandwidth is { } bandwidth and < 1)
            yield return new($"{path}.{ConfigKeys.Bandwidth}", BandwidthOutOfRange(bandwidth));
        if (failure.Slice is { } slice and < 1)
            yield return new($"{path}.{ConfigKeys.Slice}", SliceOutOfRange(slice));
        if (failure.CorruptAt is { } place and < 0)
            yield return new(
                $"{path}.{ConfigKeys.CorruptAt}",
                string.Create(CultureInfo.InvariantCulture, $"the byte is {place}; it must be 0 (the first) or more."));
        if (failure.Dns is { } dns && !Enum.IsDefined(dns))
            yield return new($"{path}.{ConfigKeys.Dns}", $"the answer is {dns:D}, which does not exist; use a value of {nameof(DnsAnswer)}.");
    }

    private static IEnumerable<ConfigProblem> FindProblemsOfCut(ConnectionCut cut, string path)
    {
        if (cut.AfterBytes is null == cut.AfterTime is null)
            yield return new($"{path}.{ConfigKeys.After}", "a connection is cut after so many bytes, or after a time; give one of them.");
        if (cut.AfterBytes is { } bytes and < 0)
            yield return new(
                $"{path}.{ConfigKeys.After}", string.Create(CultureInfo.InvariantCulture, $"the number of bytes is {bytes}; it must be 0 or more."));
        if (cut.AfterTime is { } time && (time <= TimeSpan.Zero || time > FailureRules.MaxDelay))
            yield return new($"{path}.{ConfigKeys.After}", DurationText.OutOfRange(DurationText.Print(time)));
        if (!Enum.IsDefined(cut.By))
            yield return new($"{path}.{ConfigKeys.By}", $"the effect is {cut.By:D}, which does not exist; use a value of {nameof(CutEffect)}.");
    }

    /// <summary>What cannot happen to one connection together, or that nothing happens.</summary>
    private static IEnumerable<ConfigProblem> FindContradictions(ConnectionFailure failure, string path)
    {
        if (failure.Dns is { } dns)
        {
            foreach (var problem in FindContradictions(failure, dns, path))
                yield return problem;
        }
        else if (failure.Refuse)
        {
            if (failure.ShapesBytes || failure.IsAnswered)
                yield return new(
                    $"{path}.{ConfigKeys.Refuse}",
                    $"nothing goes through a connection that is refused; remove '{ConfigKeys.Refuse}', or all else that is to become of it.");
        }
        else if (!failure.ShapesBytes && !failure.IsAnswered)
        {
            yield return new(
                path,
                $"nothing happens to the connections; write '{ConfigKeys.Latency}', '{ConfigKeys.Bandwidth}', '{ConfigKeys.SlowStart}', "
                + $"'{ConfigKeys.Cut}', '{ConfigKeys.Slice}', '{ConfigKeys.CorruptAt}', '{ConfigKeys.Refuse}', '{ConfigKeys.Answer}' or "
                + $"'{ConfigKeys.Dns}'.");
        }

        if (failure.SayYes && failure.AnsweredBy is not null)
            yield return new(
                $"{path}.{ConfigKeys.Answer}",
                $"two servers are to answer; remove {nameof(ConnectionFailure.SayYes)} or {nameof(ConnectionFailure.AnsweredBy)}.");
    }

    private static IEnumerable<ConfigProblem> FindContradictions(ConnectionFailure failure, DnsAnswer dns, string path)
    {
        if (failure.Ports.Count > 0 || failure.Addresses.Count > 0)
        {
            yield return new(
                $"{path}.{ConfigKeys.Dns}",
                $"a question for a name has no address or port yet; write '{ConfigKeys.Host}' alone, or a failure of its own for the connections.");
        }

        if (failure is not { Bandwidth: null, Cut: null, Slice: null, CorruptAt: null, Refuse: false, IsAnswered: false }
            || failure.SendLatency != TimeSpan.Zero || failure.SlowStart != TimeSpan.Zero)
        {
            yield return new(
                $"{path}.{ConfigKeys.Dns}",
                $"a failure with '{ConfigKeys.Dns}' is about names alone; write a failure of its own for the connections.");
        }

        if (Enum.IsDefined(dns) && dns == DnsAnswer.Latency == (failure.Latency == TimeSpan.Zero))
        {
            yield return new(
                $"{path}.{ConfigKeys.Latency}",
                dns == DnsAnswer.Latency
                    ? $"with '{ConfigKeys.Dns}: {EnumWords.Of(dns)}' answers come late; write by how much, for example '{ConfigKeys.Latency}: 2s'."
                    : $"with '{ConfigKeys.Dns}: {EnumWords.Of(dns)}' nothing comes late; remove it.");
        }
    }
}
