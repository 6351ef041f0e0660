namespace Minderbinder.Testing;

/// <summary>How far a sweep has come.</summary>
/// <param name="Done">Runs that are over, without those to learn.</param>
/// <param name="Total">Runs that there are to be.</param>
/// <param name="Findings">Runs that something was found in.</param>
/// <param name="Elapsed">The time since the sweep began.</param>
public sealed record SweepProgress(int Done, int Total, int Findings, TimeSpan Elapsed);
