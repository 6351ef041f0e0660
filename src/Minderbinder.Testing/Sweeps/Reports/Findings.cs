using Minderbinder.Testing.Sweeps.Running;

namespace Minderbinder.Testing.Sweeps;

/// <summary>Puts results together that are of one cause.</summary>
internal static class Findings
{
    private const int LongestMessage = 120;

    public static IReadOnlyList<SweepFinding> Of(IEnumerable<SweepResult> results, IReadOnlySet<string> known) =>
        [.. results.GroupBy(KeyOf).Select(group => new SweepFinding { Key = group.Key, Results = [.. group], IsKnown = known.Contains(group.Key) })];

    /// <summary>How the end is named, what failed, and how it showed, without what varies.</summary>
    private static string KeyOf(SweepResult result)
    {
        var calls = string.Join(" and ", result.Case.Points.Select(point => $"{point.Syscall} | {point.Subject}"));
        var kind = result.Outcome.ToString().ToLowerInvariant();
        var problem = VaryingText.Without(result.Problem.Trim().Split('\n')[0].Trim());
        if (result.Outcome is SweepOutcome.Silent or SweepOutcome.Hung)
            return $"{kind} | {calls}";
        if (problem.Length > LongestMessage)
            problem = problem[..LongestMessage];
        return $"{kind} | {calls} | {(result.ExceptionType is { } type ? $"{type}: " : "")}{problem}";
    }
}
