namespace Minderbinder.Testing;

/// <summary>Runs that something was found in, of one cause: the same call on the same subject, and the same end.</summary>
public sealed record SweepFinding
{
    internal SweepFinding()
    {
    }

    /// <summary>
    /// What names it in a baseline, the same from sweep to sweep: <c>broken | fsync | folder-1/orders.db | ShouldAssertException: ...</c>
    /// </summary>
    public required string Key { get; init; }

    /// <summary>The runs, in their order; at least one.</summary>
    public required IReadOnlyList<SweepResult> Results { get; init; }

    /// <summary>Whether the baseline has it.</summary>
    public bool IsKnown { get; init; }

    /// <summary>The first of the runs, to look at.</summary>
    public SweepResult First => Results[0];

    /// <summary>The config that repeats <see cref="First"/> alone, as YAML.</summary>
    public string Yaml => First.Case.Config.ToYaml();
}
