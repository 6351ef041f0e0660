namespace Minderbinder.Testing;

/// <summary>Reads one failure of connections.</summary>
internal static class ConnectionReader
{
    // Stands for the name of a host that could not be read; no rule objects to it.
    private const string UnreadableHost = "unreadable";

    private static readonly string[] Keys =
    [
        ConfigKeys.Name,
        ConfigKeys.Host,
        ConfigKeys.Address,
        ConfigKeys.Port,
        ConfigKeys.Latency,
        ConfigKeys.Jitter,
        ConfigKeys.SendLatency,
        ConfigKeys.SendJitter,
        ConfigKeys.Bandwidth,
        ConfigKeys.SlowStart,
        ConfigKeys.Cut,
        ConfigKeys.Slice,
        ConfigKeys.CorruptAt,
        ConfigKeys.Refuse,
        ConfigKeys.Dns,
        ConfigKeys.Answer,
        ConfigKeys.Targets,
        ConfigKeys.DelayMs,
        ConfigKeys.Skip,
        ConfigKeys.Every,
        ConfigKeys.Times,
        ConfigKeys.FailureRate,
        ConfigKeys.Optional,
    ];

    public static Failure Read(YamlCursor item)
    {
        if (item.Keys(Keys) is not { } keys)
            return new ConnectionFailure { Refuse = true };

        var failure = new ConnectionFailure
        {
            Hosts = [.. keys[ConfigKeys.Host]?.ItemOrItems().Select(host => host.Text() ?? UnreadableHost) ?? []],
            Addresses = EndpointReader.ReadAddresses(keys[ConfigKeys.Address]),
            Ports = EndpointReader.ReadPorts(keys[ConfigKeys.Port]),
            Latency = SyscallReader.ReadDuration(keys[ConfigKeys.Latency]),
            Jitter = SyscallReader.ReadDuration(keys[ConfigKeys.Jitter]),
            SendLatency = SyscallReader.ReadDuration(keys[ConfigKeys.SendLatency]),
            SendJitter = SyscallReader.ReadDuration(keys[ConfigKeys.SendJitter]),
            Bandwidth = keys[ConfigKeys.Bandwidth] is { } bandwidth ? ReadBandwidth(bandwidth) : null,
            SlowStart = SyscallReader.ReadDuration(keys[ConfigKeys.SlowStart]),
            Cut = keys[ConfigKeys.Cut] is { } cut ? ReadCut(cut) : null,
            Slice = keys[ConfigKeys.Slice] is { } slice ? ReadSlice(slice) : null,
            CorruptAt = keys[ConfigKeys.CorruptAt] is { } place ? ReadSize(place) : null,
            Refuse = keys[ConfigKeys.Refuse]?.Flag() ?? false,
            Dns = keys[ConfigKeys.Dns] is { } dns ? (DnsAnswer?)NetworkReader.ReadWord(dns, EnumWords.All<DnsAnswer>(), "answer") : null,
            SayYes = keys[ConfigKeys.Answer] is { } answer && ReadAnswer(answer),
        };
        return FailureReader.WithCommonKeys(failure, keys);
    }

    private static ConnectionCut ReadCut(YamlCursor cut)
    {
        var unreadable = new ConnectionCut { AfterBytes = 0 };
        if (cut.Keys(ConfigKeys.After, ConfigKeys.By) is not { } keys)
            return unreadable;
        var by = (CutEffect)NetworkReader.ReadWord(keys[ConfigKeys.By], EnumWords.All<CutEffect>(), "effect");
        if (keys[ConfigKeys.After] is not { } after)
        {
            keys.ComplainMissing(ConfigKeys.After, "the key is missing; write after how many bytes, or how long: 10KB, 2s.");
            return unreadable;
        }

        if (after.Text() is not { } text)
            return unreadable;
        if (DurationText.TryParse(text, out _) is { } time)
            return new ConnectionCut { AfterTime = time, By = by };
        if (SizeText.TryParse(text, out _) is { } bytes)
            return new ConnectionCut { AfterBytes = bytes, By = by };
        after.Complain($"'{text}' is neither a number of bytes nor a duration; write for example 10KB or 2s.");
        return unreadable;
    }

    private static long? ReadBandwidth(YamlCursor bandwidth)
    {
        if (bandwidth.Text() is not { } text)
            return null;
        if (text.EndsWith("/s", StringComparison.Ordinal))
        {
            if (SizeText.TryParse(text[..^2], out var problem) is { } bytes)
                return bytes;
            bandwidth.Complain(problem);
        }
        else
        {
            bandwidth.Complain($"'{text}' is not a bandwidth; write bytes per second: 64KB/s.");
        }

        return null;
    }

    private static int? ReadSlice(YamlCursor slice)
    {
        var bytes = ReadSize(slice);
        if (bytes is null or <= int.MaxValue)
            return (int?)bytes;
        slice.Complain(ConnectionRules.SliceOutOfRange(bytes.Value));
        return null;
    }

    private static long? ReadSize(YamlCursor size)
    {
        if (size.Text() is not { } text)
            return null;
        var bytes = SizeText.TryParse(text, out var problem);
        if (bytes is null)
            size.Complain(problem);
        return bytes;
    }

    private static bool ReadAnswer(YamlCursor answer)
    {
        if (answer.Text() is { } word && word != ConfigKeys.SayYes)
            answer.Complain($"there is no answer '{word}'; write '{ConfigKeys.SayYes}', or give a server of the test in C#: "
                + $"{nameof(ConnectionFailure)}.{nameof(ConnectionFailure.AnsweredBy)}.");
        return true;
    }
}
