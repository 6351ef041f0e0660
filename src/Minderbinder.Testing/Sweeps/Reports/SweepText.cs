using System.Globalization;
using System.Text;

namespace Minderbinder.Testing.Sweeps;

/// <summary>A report as text.</summary>
internal static class SweepText
{
    private const int CasesShown = 5;

    /// <summary>The numbers, in two lines.</summary>
    public static string Summary(SweepReport report)
    {
        var notPossible = report.Results.Count(result => result.Outcome == SweepOutcome.NotPossible);
        string[] counts =
        [
            $"{report.Reached} reached",
            $"{report.Passed} passed",
            .. report.NotReached > 0 ? [$"{report.NotReached} not reached"] : Array.Empty<string>(),
            .. notPossible > 0 ? [$"{notPossible} not possible here"] : Array.Empty<string>(),
            $"{report.Results.Count(result => result.IsFinding)} with findings ({Plural(report.Findings.Count, "cause")})",
        ];
        return $"Sweep of {report.Name}: {Plural(report.Points.Count, "point")}, {Plural(report.Possible, "possible run")}, "
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Results.Count} of {report.Planned} planned ones made in {report.Elapsed.TotalSeconds:0.0} s, seed {report.Seed}.\n")
            + $"{string.Join(", ", counts)}.";
    }

    public static string Write(SweepReport report)
    {
        var text = new StringBuilder(Summary(report)).Append('\n');
        foreach (var finding in report.Findings)
            text.Append('\n').Append(Write(finding)).Append('\n');
        if (report.Silences.Count > 0)
        {
            text.Append("\nFailed without an error message (a hint, not an error):\n");
            foreach (var silence in report.Silences)
                text.Append(CultureInfo.InvariantCulture, $"  {silence.First.Case}{More(silence)}\n");
        }

        foreach (var key in report.Mended)
            text.Append(CultureInfo.InvariantCulture, $"\nMended, and to be struck off the baseline: {key}\n");
        if (report.LeftOut.Count > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\nNothing here can make these fail; they were left out: {string.Join(", ", report.LeftOut)}.\n");
        if (report.UntoldCalls > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{Plural(report.UntoldCalls, "call")} came too fast to be told and are not among the points.\n");
        return text.ToString();
    }

    /// <summary>A finding, with what repeats it.</summary>
    public static string Write(SweepFinding finding)
    {
        var (first, text) = (finding.First, new StringBuilder());
        text.Append(
            CultureInfo.InvariantCulture,
            $"{first.Outcome.ToString().ToUpperInvariant()}{(finding.IsKnown ? " (known)" : "")}: {first.Case}{More(finding)}\n");
        if (!first.IsReached)
            text.Append("  Nothing had failed in this run: the test itself does not always pass.\n");
        Indent(text, $"{(first.ExceptionType is { } type ? $"{type}: " : "")}{first.Problem}", 2);
        foreach (var other in finding.Results.Skip(1).Take(CasesShown))
            text.Append(CultureInfo.InvariantCulture, $"  also: {other.Case}\n");
        text.Append("  To repeat it:\n");
        Indent(text, finding.Yaml, 4);
        Indent(text, first.Output, 2);
        return text.ToString().TrimEnd();
    }

    public static string Plural(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    private static string More(SweepFinding finding) => finding.Results.Count > 1 ? $", and {finding.Results.Count - 1} more" : "";

    private static void Indent(StringBuilder text, string lines, int columns)
    {
        foreach (var line in lines.TrimEnd().Split('\n').Where(line => line.Length > 0))
            text.Append(' ', columns).Append(line.TrimEnd()).Append('\n');
    }
}
