namespace Minderbinder.Testing;

/// <summary>Writes what only a failure of connections has.</summary>
internal static class ConnectionWriter
{
    public static void Write(ConnectionFailure failure, YamlWriter yaml)
    {
        if (failure.AnsweredBy is not null)
            throw new NotSupportedException(
                $"The failure '{failure.DisplayName}' is answered by a server of the test, which YAML cannot name; write it in C# alone.");
        yaml.WriteItems(ConfigKeys.Host, failure.Hosts);
        yaml.WriteItems(ConfigKeys.Address, failure.Addresses);
        yaml.WriteItems(ConfigKeys.Port, failure.Ports);
        WriteTime(ConfigKeys.Latency, failure.Latency);
        WriteTime(ConfigKeys.Jitter, failure.Jitter);
        WriteTime(ConfigKeys.SendLatency, failure.SendLatency);
        WriteTime(ConfigKeys.SendJitter, failure.SendJitter);
        if (failure.Bandwidth is { } bandwidth)
            yaml.WritePlain(ConfigKeys.Bandwidth, $"{SizeText.Print(bandwidth)}/s");
        WriteTime(ConfigKeys.SlowStart, failure.SlowStart);
        if (failure.Cut is { } cut)
            WriteCut(cut);
        if (failure.Slice is { } slice)
            yaml.WritePlain(ConfigKeys.Slice, SizeText.Print(slice));
        if (failure.CorruptAt is { } place)
            yaml.WritePlain(ConfigKeys.CorruptAt, SizeText.Print(place));
        if (failure.Refuse)
            yaml.WriteTrue(ConfigKeys.Refuse);
        if (failure.Dns is { } dns)
            yaml.WritePlain(ConfigKeys.Dns, EnumWords.Of(dns));
        if (failure.SayYes)
            yaml.WritePlain(ConfigKeys.Answer, ConfigKeys.SayYes);

        void WriteTime(string key, TimeSpan time)
        {
            if (time != TimeSpan.Zero)
                yaml.WritePlain(key, DurationText.Print(time));
        }

        void WriteCut(ConnectionCut cut)
        {
            yaml.WriteKey(ConfigKeys.Cut);
            yaml.WriteMapping(() =>
            {
                yaml.WritePlain(ConfigKeys.After, cut.AfterTime is { } time ? DurationText.Print(time) : SizeText.Print(cut.AfterBytes!.Value));
                if (cut.By != CutEffect.Reset)
                    yaml.WritePlain(ConfigKeys.By, EnumWords.Of(cut.By));
            });
        }
    }
}
