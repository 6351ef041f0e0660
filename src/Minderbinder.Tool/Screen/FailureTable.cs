using System.Globalization;
using Minderbinder.Tool.CommandLine;
using Spectre.Console;

namespace Minderbinder.Tool.Screen;

/// <summary>The failures, a row each; in a wide terminal with a graph.</summary>
internal static class FailureTable
{
    private const int LongestGraph = 30;
    private const int ShortestGraph = 10;
    private const int RestOfRow = 90; // what a graph leaves at least
    private const int LastColumn = 4; // "59s"

    private static readonly string[] Heads = ["", "failure", "targets", "mechanism", "rate", "matched", "injected", "last"];

    /// <param name="model">What there is.</param>
    /// <param name="width">Of the table.</param>
    /// <param name="count">How many rows there is room for; the chosen one is among them.</param>
    public static Table Of(ScreenModel model, int width, int count)
    {
        var first = Math.Max(0, Math.Min(model.State.Selected, model.Failures.Count - 1) - count + 1);
        var rows = model.Failures.Index().Skip(first).Take(count)
            .Select(row => (row.Item, Cells: Cells(row.Item, row.Index == model.State.Selected))).ToArray();

        var gap = width >= RestOfRow ? 2 : 1;
        var graph = Math.Min(LongestGraph, width - RestOfRow) is >= ShortestGraph and var room ? room : 0;
        var between = (Heads.Length - 2) * gap + (graph > 0 ? graph + gap : 0);
        var widths = ColumnWidths.Fit([Heads, .. rows.Select(row => row.Cells)], width - between, 1, 2, 3);
        widths[^1] = Math.Max(LastColumn, widths[^1]);

        var table = ScreenTable.Of(graph > 0 ? [.. Heads, "history"] : Heads, graph > 0 ? [.. widths, graph] : widths, gap, 4, 5, 6, 7);
        foreach (var (row, cells) in rows)
        {
            var style = row.IsPaused ? new Style(Color.Yellow) : row.Injected > 0 ? new Style(Color.Red) : Style.Plain;
            table.AddRow((graph > 0 ? [.. cells, Sparkline.Of(row.History, graph)] : cells).Select(cell => ScreenTable.Cell(cell, style)));
        }

        return table;
    }

    private static string[] Cells(FailureRow row, bool isSelected) =>
    [
        isSelected ? ">" : " ",
        row.Failure.DisplayName,
        row.Failure.Targets.Count == 0 ? "all" : string.Join(",", row.Failure.Targets.Select(target => target.ProcessName)),
        Choices.WordOf(row.Mechanism),
        row.IsPaused ? "paused" : string.Create(CultureInfo.InvariantCulture, $"{row.Rate:0.##}%"),
        ScreenText.Number(row.Matched),
        ScreenText.Number(row.Injected),
        row.Last is { } last ? ScreenText.Ago(last) : "-",
    ];
}
