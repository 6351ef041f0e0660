using System.Text;

namespace Minderbinder.Testing;

/// <summary>Reads the YAML of a failure config: its frame. Each kind of failure has a reader of its own.</summary>
internal static class ConfigReader
{
    // The default one would turn a broken byte into a question mark, and the process name it belongs to into another.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static FailureConfig ReadFile(string path)
    {
        string yaml;
        try
        {
            yaml = File.ReadAllText(path, StrictUtf8);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidFailureConfigException([new ConfigProblem("", "this is not text in UTF-8.")], path);
        }

        return Read(yaml, path);
    }

    public static FailureConfig Read(string yaml, string? fileName)
    {
        var report = new YamlReport();
        var config = YamlText.Parse(yaml, report) is { } root ? ReadRoot(new YamlCursor(report, "", root)) : null;
        if (config is not null)
            report.AddUnlessUnreadable(ConfigRules.FindProblems(config));

        return config is not null && report.Problems.Count == 0
            ? config
            : throw new InvalidFailureConfigException(report.Problems, fileName);
    }

    /// <summary>The config, or <see langword="null"/> if there is no place in the text where its failures could be.</summary>
    private static FailureConfig? ReadRoot(YamlCursor root)
    {
        if (root.Keys(ConfigKeys.Root, ConfigKeys.Seed, ConfigKeys.IoUring, ConfigKeys.Mechanism) is not { } top)
            return null;

        var (seed, denyIoUring) = (top[ConfigKeys.Seed]?.UnsignedInteger(), top[ConfigKeys.IoUring] is { } ioUring && ReadDenial(ioUring));
        var mechanism = top[ConfigKeys.Mechanism] is { } name ? ReadMechanism(name) : null;
        if (top[ConfigKeys.Root] is not { } agents)
        {
            top.ComplainMissing(ConfigKeys.Root, $"the key is missing; a failure config starts with '{ConfigKeys.Root}:'.");
            return null;
        }

        return new FailureConfig([.. ReadFailures(agents)]) { Seed = seed, DenyIoUring = denyIoUring, Mechanism = mechanism };
    }

    private static IEnumerable<Failure> ReadFailures(YamlCursor agents)
    {
        // "agents_of_chaos:" and nothing below is no failure at all, which is for the rules to say.
        if (agents.IsNull || agents.Keys([.. ConfigSection.All.Select(section => section.Name)]) is not { } sections)
            return [];

        return
        [
            .. Items(sections[ConfigKeys.SyscallSection]).Select(SyscallReader.Read),
            .. Items(sections[ConfigKeys.OutgoingNetworkSection]).Select(NetworkReader.ReadOutgoing),
            .. Items(sections[ConfigKeys.IncomingNetworkSection]).Select(NetworkReader.ReadIncoming),
            .. Items(sections[ConfigKeys.ConnectionSection]).Select(ConnectionReader.Read),
        ];
    }

    private static bool ReadDenial(YamlCursor ioUring)
    {
        if (ioUring.Text() is { } setting && setting != ConfigKeys.Deny)
            ioUring.Complain($"there is no '{setting}' for io_uring; write '{ConfigKeys.Deny}', or leave '{ConfigKeys.IoUring}' out.");
        return true;
    }

    private static Mechanism? ReadMechanism(YamlCursor mechanism)
    {
        if (mechanism.Text() is not { } name)
            return null;
        var found = MechanismNames.TryParse(name, out var problem);
        if (found is null)
            mechanism.Complain(problem);
        return found;
    }

    // A section's key with nothing below it is what remains when all its failures are commented out.
    private static IEnumerable<YamlCursor> Items(YamlCursor? section) => section is null or { IsNull: true } ? [] : section.Items();
}
