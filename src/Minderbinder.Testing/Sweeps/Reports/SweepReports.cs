namespace Minderbinder.Testing.Sweeps;

/// <summary>Puts a report together.</summary>
internal static class SweepReports
{
    public static SweepReport Of(string name, ulong seed, SweepPlan plan, IReadOnlyList<SweepResult> results, SweepOptions options, TimeSpan elapsed)
    {
        var known = options.Baseline is { } file ? BaselineFile.Read(file) : new HashSet<string>();
        var findings = Findings.Of(results.Where(result => result.IsFinding), known);
        var isComplete = results.Count(result => result.Case.Points.Count == 1) >= plan.Possible;
        return new SweepReport
        {
            Name = name,
            Seed = seed,
            Points = plan.Points,
            Possible = plan.Possible,
            Planned = plan.Cases.Count,
            Results = results,
            Findings = findings,
            Silences = Findings.Of(results.Where(result => result.Outcome == SweepOutcome.Silent), new HashSet<string>()),
            Mended = isComplete ? [.. known.Except(findings.Select(finding => finding.Key)).Order(StringComparer.Ordinal)] : [],
            LeftOut = [],
            UntoldCalls = 0,
            Elapsed = elapsed,
        };
    }
}
