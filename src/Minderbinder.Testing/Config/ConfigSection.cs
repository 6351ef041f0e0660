namespace Minderbinder.Testing;

/// <summary>The part of the YAML file that lists the failures of one kind.</summary>
/// <param name="Name">The section's key.</param>
/// <param name="Holds">Whether a failure belongs into it.</param>
internal sealed record ConfigSection(string Name, Func<Failure, bool> Holds)
{
    /// <summary>All sections, in the order in which they are written and <see cref="FailureConfig.Failures"/> is grouped.</summary>
    public static IReadOnlyList<ConfigSection> All { get; } =
    [
        new(ConfigKeys.SyscallSection, failure => failure is SyscallFailure),
        new(ConfigKeys.OutgoingNetworkSection, failure => failure is OutgoingNetworkFailure),
        new(ConfigKeys.IncomingNetworkSection, failure => failure is IncomingNetworkFailure),
        new(ConfigKeys.ConnectionSection, failure => failure is ConnectionFailure),
    ];

    public string Path => $"{ConfigKeys.Root}.{Name}";

    /// <summary>The failures of this section, each with its path.</summary>
    public IEnumerable<(string Path, Failure Failure)> FailuresOf(FailureConfig config) =>
        config.Failures.Where(Holds).Select((failure, index) => ($"{Path}[{index}]", failure));
}
