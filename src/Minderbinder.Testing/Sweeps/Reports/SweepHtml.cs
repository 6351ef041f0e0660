using System.Globalization;
using System.Net;
using System.Text;

namespace Minderbinder.Testing.Sweeps;

/// <summary>A report as a page that needs nothing else: numbers, a timeline of the calls, the findings.</summary>
internal static class SweepHtml
{
    private const string Style = """
        :root { color-scheme: light dark; --passed: #2e9e5b; --silent: #d9a400; --found: #d1242f; --unreached: #9aa0a6; --not-run: #d0d7de; --line: #8884; }
        body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
        h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
        code, pre, .label { font: 13px/1.4 ui-monospace, monospace; }
        pre { overflow-x: auto; padding: .6rem; border: 1px solid var(--line); border-radius: 4px; white-space: pre-wrap; }
        .numbers { display: flex; flex-wrap: wrap; gap: .6rem; padding: 0; list-style: none; }
        .numbers li { border: 1px solid var(--line); border-radius: 6px; padding: .3rem .8rem; } .numbers b { display: block; font-size: 1.3rem; }
        svg { width: 100%; height: auto; } svg text { font: 11px ui-monospace, monospace; fill: currentColor; }
        .passed { fill: var(--passed); } .silent { fill: var(--silent); } .found { fill: var(--found); }
        .unreached { fill: var(--unreached); } .not-run { fill: var(--not-run); }
        .key svg { width: 12px; height: 12px; vertical-align: -1px; margin-left: 1rem; }
        details { border-left: 4px solid var(--found); padding: .2rem .8rem; margin: .6rem 0; } details.known { border-color: var(--unreached); }
        summary { cursor: pointer; } table { border-collapse: collapse; } td { padding: .1rem .8rem .1rem 0; vertical-align: top; }
        """;

    public static string Write(SweepReport report) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Sweep of {Text(report.Name)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <h1>Sweep of {Text(report.Name)}</h1>
        {Numbers(report)}
        <h2>Timeline</h2>
        <p>A row for each system call and what it is about, and a mark for each call, in the order in which the run made them.
        Its colour says what became of the run in which it failed.
        {Key()}</p>
        {SweepTimeline.Write(report)}
        <h2>Findings</h2>
        {(report.Findings.Count == 0 ? "<p>None.</p>" : string.Concat(report.Findings.Select(Finding)))}
        {Mended(report)}
        {Silences(report)}
        <p>{Text(report.UntoldCalls > 0 ? $"{report.UntoldCalls} calls came too fast to be told and are not among the points." : "")}
        {Text(report.LeftOut.Count > 0 ? $"Nothing here can make these fail; they were left out: {string.Join(", ", report.LeftOut)}." : "")}</p>
        </body>
        </html>

        """;

    /// <summary>Text of others, for a page.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Numbers(SweepReport report)
    {
        (string Number, string What)[] numbers =
        [
            (Print(report.Points.Count), "points"),
            (Print(report.Possible), "possible runs"),
            (Print(report.Results.Count), $"runs made of {Print(report.Planned)}"),
            (Print(report.Reached), "reached"),
            (Print(report.Passed), "passed"),
            (Print(report.NotReached), "not reached"),
            (Print(report.Findings.Count), "causes found"),
            (string.Create(CultureInfo.InvariantCulture, $"{report.Elapsed.TotalSeconds:0.0} s"), "in all"),
            (report.Seed.ToString(CultureInfo.InvariantCulture), "seed"),
        ];
        return $"<ul class=\"numbers\">{string.Concat(numbers.Select(item => $"<li><b>{item.Number}</b>{item.What}</li>"))}</ul>";
    }

    private static string Key()
    {
        (string Class, string What)[] colours =
            [
                ("passed", "held"),
                ("silent", "held, without an error message"),
                ("found", "found"),
                ("unreached", "not reached"),
                ("not-run", "not run"),
            ];
        var marks = colours.Select(
            colour => $"<svg viewBox=\"0 0 10 10\"><rect width=\"10\" height=\"10\" class=\"{colour.Class}\"/></svg> {colour.What}");
        return $"<span class=\"key\">{string.Concat(marks)}</span>";
    }

    private static string Finding(SweepFinding finding, int number)
    {
        var first = finding.First;
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"<details id=\"finding-{number}\"{(finding.IsKnown ? " class=\"known\"" : "")}{(number < 3 ? " open" : "")}>\n");
        page.Append(
            CultureInfo.InvariantCulture,
            $"<summary><b>{Text($"{first.Outcome}")}</b>{(finding.IsKnown ? " (known)" : "")}: <span class=\"label\">{Text($"{first.Case}")}</span>");
        page.Append(finding.Results.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", and {finding.Results.Count - 1} more") : "")
            .Append("</summary>\n");
        if (!first.IsReached)
            page.Append("<p>Nothing had failed in this run: the test itself does not always pass.</p>\n");
        page.Append(CultureInfo.InvariantCulture, $"<pre>{Text($"{(first.ExceptionType is { } type ? $"{type}: " : "")}{first.Problem}")}</pre>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>To repeat it:</p>\n<pre>{Text(finding.Yaml)}</pre>\n");
        if (first.Output.Length > 0)
            page.Append(CultureInfo.InvariantCulture, $"<p>Processes:</p>\n<pre>{Text(first.Output)}</pre>\n");
        if (first.Evidence is { } evidence)
            page.Append(CultureInfo.InvariantCulture, $"<p>Evidence:</p>\n<pre>{Text($"{evidence}")}</pre>\n");
        if (finding.Results.Count > 1)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<p>The same cause:</p>\n<pre>{Text(string.Join('\n', finding.Results.Skip(1).Select(result => $"{result.Case}")))}</pre>\n");
        return page.Append("</details>\n").ToString();
    }

    private static string Mended(SweepReport report) => report.Mended.Count == 0 ? ""
        : $"<h2>Mended, and to be struck off the baseline</h2>\n<pre>{Text(string.Join('\n', report.Mended))}</pre>";

    private static string Silences(SweepReport report) => report.Silences.Count == 0 ? ""
        : "<h2>Failed without an error message</h2>\n"
            + "<p>A hint, not an error: the programs ended with 0 and wrote nothing that they do not write otherwise.</p>\n"
            + $"<table>{string.Concat(report.Silences.Select(Silence))}</table>";

    private static string Silence(SweepFinding silence)
    {
        var more = silence.Results.Count > 1 ? $"and {Print(silence.Results.Count - 1)} more" : "";
        return $"<tr><td class=\"label\">{Text($"{silence.First.Case}")}</td><td>{more}</td></tr>\n";
    }

    private static string Print(long number) => number.ToString(CultureInfo.InvariantCulture);
}
