using System.Globalization;
using Minderbinder.Testing;
using Minderbinder.Tool.CommandLine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Minderbinder.Tool.Screen;

/// <summary>Draws a <see cref="ScreenModel"/>: the model and the size say all.</summary>
internal static class ScreenView
{
    private const int Wide = 120;
    private const int LogShare = 4;
    private const int LeastWidth = 60;
    private const int LeastHeight = 16;

    public static IRenderable Draw(ScreenModel model, int width, int height)
    {
        if (width < LeastWidth || height < LeastHeight)
            return Cell($"The terminal is too small: it takes {LeastWidth} columns and {LeastHeight} lines. q quits.");
        if (model.State.ShowsHelp)
            return new Panel(Help()).Header("keys").Expand();

        var failures = Math.Min(model.Failures.Count, Math.Max(1, (height / 3) - 3));
        var log = Math.Max(4, height / LogShare);
        var layout = new Layout().SplitRows(
            new Layout("title", Head(model, width)).Size(1),
            new Layout("failures", Framed("failures", Failures(model, width, failures))).Size(failures + 3),
            new Layout("middle").SplitColumns(Columns(model, width, height - failures - 4 - log)),
            new Layout("log", Framed(LogTitle(model.State), Log(model, log - 2, width))).Size(log));
        return layout;
    }

    private static Layout[] Columns(ScreenModel model, int width, int height)
    {
        var rows = Math.Max(1, height - 2);
        var members = new Layout("members", Framed($"processes ({model.Members.Count})", Members(model, rows)));
        var right = new List<Layout> { members };
        if (model.Calls is { } calls)
            right.Add(new Layout("calls", Framed("system calls", Calls(calls, model.State.Filter, width / 2, rows))).Ratio(2));
        if (model.Peers.Count > 0 && (width >= Wide || model.Calls is null))
            right.Add(new Layout("peers", Framed("packets by peer", Peers(model, rows))));
        return [.. right];
    }

    private static Text Head(ScreenModel model, int width)
    {
        var injected = model.Failures.Sum(failure => failure.Injected);
        var dropped = model.Failures.Sum(failure => failure.Dropped);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{PrintableText.Of(model.Title)}  {model.Elapsed:hh\\:mm\\:ss}  injected {injected}{(dropped > 0 ? $"  untold {dropped}" : "")}  ? help  q quit  seed {model.Seed}");
        return new Text(text.Length > width ? text[..width] : text.PadRight(width), new Style(decoration: Decoration.Invert));
    }

    private static Table Failures(ScreenModel model, int width, int count)
    {
        var table = Bare("", "failure", "targets", "mechanism", "rate", "matched", "injected", "last");
        var graph = Math.Min(30, width - 90); // the rest takes that much
        if (graph >= 10)
            table.AddColumn("");
        foreach (var column in table.Columns.Skip(4).Take(4))
            column.RightAligned();
        var first = Math.Max(0, Math.Min(model.State.Selected, model.Failures.Count - 1) - count + 1);
        foreach (var (index, row) in model.Failures.Index().Skip(first).Take(count))
        {
            var style = row.IsPaused ? new Style(Color.Yellow) : row.Injected > 0 ? new Style(Color.Red) : Style.Plain;
            List<string> cells =
            [
                index == model.State.Selected ? ">" : " ",
                row.Failure.DisplayName,
                row.Failure.Targets.Count == 0 ? "all" : string.Join(",", row.Failure.Targets.Select(target => target.ProcessName)),
                Choices.WordOf(row.Mechanism),
                row.IsPaused ? "paused" : string.Create(CultureInfo.InvariantCulture, $"{row.Rate:0.##}%"),
                Number(row.Matched),
                Number(row.Injected),
                row.Last is { } last ? Ago(last) : "-",
            ];
            if (graph >= 10)
                cells.Add(Sparkline.Of(row.History, graph));
            table.AddRow(cells.Select(cell => Cell(cell, style)));
        }

        return table;
    }

    /// <summary>All if there is room; otherwise those that run, and as many of the last that have ended.</summary>
    private static Rows Members(ScreenModel model, int rows)
    {
        var running = model.Members.Count(member => member.ExitCode is null);
        var skipped = Math.Max(0, model.Members.Count - Math.Max(rows, running));
        return new(model.Members.Where(member => member.ExitCode is null || skipped-- <= 0).Take(rows).Select(member => Cell(
            $"{new string(' ', Math.Min(member.Depth, 8) * 2)}{member.ProcessId} {member.Name} {(member.ExitCode is { } code ? $"exit {code}" : Ago(member.Age))}",
            member.ExitCode is null ? Style.Plain : new Style(decoration: Decoration.Dim))));
    }

    private static Rows Calls(CallsPart calls, string filter, int width, int rows)
    {
        var graph = Math.Max(10, width - 24);
        var table = Bare("call", "/s", "calls", "errors", "last");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var row in calls.Rows.Where(row => row.Syscall.Contains(filter, StringComparison.Ordinal)).Take(Math.Max(0, rows - 4)))
        {
            table.AddRow(
                Cell(row.Syscall), Cell(row.PerSecond.ToString("0", CultureInfo.InvariantCulture)), Cell(Number(row.Total)),
                Cell(row.Errors == 0 ? "" : Number(row.Errors), new Style(Color.Red)), Cell(Ago(row.Last)));
        }

        return new(
            Graph("succeeded", calls.Succeeded, graph, Color.Green), Graph("failed", calls.Failed, graph, Color.Red), Graph("switches", calls.Switches, graph, Color.Blue), table);
    }

    private static Text Graph(string name, IReadOnlyList<long> values, int width, Color color) =>
        Cell($"{name,-9} {Sparkline.Of(values, width)} {Number(values.Count > 0 ? values[^1] : 0)}", new Style(color));

    private static Rows Peers(ScreenModel model, int rows) => new(model.Peers.Take(rows).Select(peer => Cell($"{Number(peer.Packets),8} {peer.Peer}")));

    private static Rows Log(ScreenModel model, int rows, int width)
    {
        var lines = model.Log.Where(line => line.Contains(model.State.Filter, StringComparison.Ordinal)).ToArray();
        var end = Math.Max(Math.Min(rows, lines.Length), lines.Length - model.State.Scroll);
        return new(lines[Math.Max(0, end - rows)..end].Select(line => Cell(line.Length > width - 4 ? line[..(width - 4)] : line)));
    }

    private static string LogTitle(ScreenState state) => state switch
    {
        { IsTyping: true } => $"injections with: {PrintableText.Of(state.Filter)}_",
        { Filter.Length: > 0 } => $"injections with: {PrintableText.Of(state.Filter)}",
        { Scroll: > 0 } => $"injections, {state.Scroll} lines back",
        _ => "injections",
    };

    private static Grid Help()
    {
        var grid = new Grid().AddColumn().AddColumn();
        foreach (var (key, does) in ScreenKeys.Help)
            grid.AddRow(Cell(key), Cell(does));
        return grid;
    }

    private static Panel Framed(string title, IRenderable content) => new Panel(content).Header(Markup.Escape(title)).Expand().Padding(0, 0);

    private static Table Bare(params string[] columns)
    {
        var table = new Table().NoBorder().Expand();
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Cell(column, new Style(decoration: Decoration.Dim))).NoWrap().Padding(column.Length == 0 ? 0 : 1, 0));
        return table;
    }

    /// <summary>Text as it is, never as markup or as an escape sequence.</summary>
    private static Text Cell(string text, Style? style = null) => new(PrintableText.Of(text), style) { Overflow = Overflow.Ellipsis };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ago(TimeSpan time) => time.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}s")
        : time.TotalMinutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0}m")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0}h");
}
