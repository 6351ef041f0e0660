namespace Minderbinder.Testing.Sweeps;

/// <summary>Which runs there are to be: what can fail, and what of it is tried in which order.</summary>
/// <param name="Points">The calls that can fail, in the order in which they came.</param>
/// <param name="Possible">How many cases there are, without pairs.</param>
/// <param name="Cases">Those that are tried, in order. Whoever stops early has tried an even sample.</param>
internal sealed record SweepPlan(IReadOnlyList<SweepPoint> Points, long Possible, IReadOnlyList<SweepCase> Cases);
