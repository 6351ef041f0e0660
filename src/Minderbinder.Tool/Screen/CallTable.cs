using System.Globalization;
using Spectre.Console;

namespace Minderbinder.Tool.Screen;

/// <summary>System calls over time, and by name.</summary>
internal static class CallTable
{
    private const int Graphs = 3;
    private const int RestOfGraph = 22; // its name and a number
    private const int ShortestGraph = 10;

    private static readonly string[] Heads = ["call", "/s", "calls", "errors", "last"];

    /// <param name="calls">What was counted.</param>
    /// <param name="filter">Only calls with this in their names.</param>
    /// <param name="width">Of the part.</param>
    /// <param name="height">In lines.</param>
    public static Rows Of(CallsPart calls, string filter, int width, int height)
    {
        const int Gap = 2, OfErrors = 3;
        var graph = Math.Max(ShortestGraph, width - RestOfGraph);
        var chosen = calls.Rows.Where(row => row.Syscall.Contains(filter, StringComparison.Ordinal));
        var rows = chosen.Take(Math.Max(0, height - Graphs - 1)).Select(Cells).ToArray();
        var table = ScreenTable.Of(Heads, ColumnWidths.Fit([Heads, .. rows], width - ((Heads.Length - 1) * Gap), 0), Gap, 1, 2, 3, 4);
        foreach (var cells in rows)
            table.AddRow(cells.Select((cell, column) => ScreenTable.Cell(cell, column == OfErrors ? new Style(Color.Red) : Style.Plain)));
        return new(
            Graph("succeeded", calls.Succeeded, graph, Color.Green),
            Graph("failed", calls.Failed, graph, Color.Red),
            Graph("switches", calls.Switches, graph, Color.Blue),
            table);
    }

    private static string[] Cells(CallRow row) =>
    [
        row.Syscall,
        row.PerSecond.ToString("0", CultureInfo.InvariantCulture),
        ScreenText.Number(row.Total),
        row.Errors == 0 ? "" : ScreenText.Number(row.Errors),
        ScreenText.Ago(row.Last),
    ];

    private static Text Graph(string name, IReadOnlyList<long> values, int width, Color color) =>
        ScreenTable.Cell($"{name,-9} {Sparkline.Of(values, width)} {ScreenText.Number(values.Count > 0 ? values[^1] : 0)}", new Style(color));
}
