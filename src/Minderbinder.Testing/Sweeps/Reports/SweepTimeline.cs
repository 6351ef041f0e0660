using System.Globalization;
using System.Text;

namespace Minderbinder.Testing.Sweeps;

/// <summary>The calls of the run as a picture: a row for each system call and subject, from left to right as they came.</summary>
internal static class SweepTimeline
{
    // In units of the picture.
    private const int Width = 1200;
    private const int Labels = 420;
    private const int Row = 18;
    private const int Mark = 12;
    private const int Narrowest = 2;
    private const int LongestLabel = 60;

    /// <summary>A picture of more is no help, and slow.</summary>
    private const int MostRows = 400;
    private const int MostMarks = 20_000;

    public static string Write(SweepReport report)
    {
        var outcomes = report.Results.Where(result => result.Case.Points.Count == 1).ToLookup(result => result.Case.Points[0]);
        var findings = new Dictionary<SweepResult, int>(ReferenceEqualityComparer.Instance);
        for (var number = 0; number < report.Findings.Count; number++)
        {
            foreach (var result in report.Findings[number].Results)
                findings[result] = number;
        }

        var rows = report.Points.Select((point, place) => (Point: point, Place: place)).GroupBy(item => (item.Point.Syscall, item.Point.Subject))
            .Take(MostRows).ToArray();
        var step = (Width - Labels) / (double)Math.Max(1, report.Points.Count);
        var picture = new StringBuilder();
        picture.Append(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {(rows.Length + 1) * Row}\" role=\"img\" aria-label=\"Timeline of the calls\">\n");
        var marks = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            var top = row * Row;
            var label = $"{rows[row].Key.Syscall} {rows[row].Key.Subject}";
            var shown = label.Length > LongestLabel ? $"{label[..(LongestLabel / 3)]}…{label[^(LongestLabel * 2 / 3)..]}" : label;
            picture.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"0\" y=\"{top + Mark}\">{SweepHtml.Text(shown)}<title>{SweepHtml.Text(label)}</title></text>\n");
            foreach (var (point, place) in rows[row].TakeWhile(_ => marks++ < MostMarks))
            {
                var results = outcomes[point].ToArray();
                var (left, width) = (Labels + (place * step), Math.Clamp(step - 1, Narrowest, Mark));
                var mark = string.Create(
                    CultureInfo.InvariantCulture,
                    $"<rect x=\"{left:0.##}\" y=\"{top + 2}\" width=\"{width:0.##}\" height=\"{Mark}\" class=\"{ClassOf(results)}\">")
                    + $"<title>{SweepHtml.Text(Describe(point, results))}</title></rect>";
                var finding = results.FirstOrDefault(findings.ContainsKey);
                picture.Append(finding is null
                    ? mark
                    : string.Create(CultureInfo.InvariantCulture, $"<a href=\"#finding-{findings[finding]}\">{mark}</a>")).Append('\n');
            }
        }

        var bottom = (rows.Length * Row) + Mark;
        picture.Append(CultureInfo.InvariantCulture, $"<text x=\"{Labels}\" y=\"{bottom}\">0</text>");
        picture.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width}\" y=\"{bottom}\" text-anchor=\"end\">{report.Points.Count} calls</text>\n");
        return picture.Append("</svg>").ToString();
    }

    /// <summary>The worst of what became of a call.</summary>
    private static string ClassOf(SweepResult[] results) => results switch
    {
        [] => "not-run",
        _ when results.Any(result => result.IsFinding) => "found",
        _ when results.Any(result => result.Outcome == SweepOutcome.Silent) => "silent",
        _ when results.Any(result => result.Outcome == SweepOutcome.Passed) => "passed",
        _ => "unreached",
    };

    private static string Describe(SweepPoint point, SweepResult[] results) => string.Join('\n',
    [
        string.Create(CultureInfo.InvariantCulture, $"{point}, after {point.At.TotalMilliseconds:0.0} ms, {point.ProcessName}"),
        .. results.Select(result => $"{result.Outcome}: {result.Case}"),
        .. results.Length == 0 ? ["not run"] : Array.Empty<string>(),
    ]);
}
