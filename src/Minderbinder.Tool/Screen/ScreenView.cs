using System.Globalization;
using Minderbinder.Testing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Minderbinder.Tool.Screen;

/// <summary>Draws a <see cref="ScreenModel"/>: the model and the size say all.</summary>
internal static class ScreenView
{
    private const int Wide = 120;
    private const int LogShare = 4;
    private const int Frame = 2; // the lines around a part
    private const int LeastWidth = 60;
    private const int LeastHeight = 16;

    public static IRenderable Draw(ScreenModel model, int width, int height)
    {
        if (width < LeastWidth || height < LeastHeight)
            return ScreenTable.Cell($"The terminal is too small: it takes {LeastWidth} columns and {LeastHeight} lines. q quits.");
        if (model.State.ShowsHelp)
            return new Panel(Help()).Header("keys").Expand();

        var failures = Math.Min(model.Failures.Count, Math.Max(1, (height / 3) - 3));
        var log = Math.Max(4, height / LogShare);
        var layout = new Layout().SplitRows(
            new Layout("title", Head(model, width)).Size(1),
            new Layout("failures", Framed("failures", FailureTable.Of(model, width - Frame, failures))).Size(failures + 3),
            new Layout("middle").SplitColumns(Columns(model, width, height - failures - 4 - log)),
            new Layout("log", Framed(LogTitle(model.State), Log(model, log - 2, width))).Size(log));
        return layout;
    }

    /// <summary>Processes, beside them system calls, which get twice the width, and packets.</summary>
    private static Layout[] Columns(ScreenModel model, int width, int height)
    {
        var hasPeers = model.Peers.Count > 0 && (width >= Wide || model.Calls is null);
        var part = width / (1 + (model.Calls is null ? 0 : 2) + (hasPeers ? 1 : 0));
        var rows = Math.Max(1, height - Frame);
        var columns = new List<Layout> { new("members", Framed($"processes ({model.Members.Count})", Members(model, part - Frame, rows))) };
        if (model.Calls is { } calls)
            columns.Add(new Layout("calls", Framed("system calls", CallTable.Of(calls, model.State.Filter, (2 * part) - Frame, rows))).Ratio(2));
        if (hasPeers)
            columns.Add(new Layout("peers", Framed("packets by peer", Peers(model, part - Frame, rows))));
        return [.. columns];
    }

    /// <summary>As much as fits. A seed is there as a whole or not at all, for with some of its digits nothing can be repeated.</summary>
    private static Text Head(ScreenModel model, int width)
    {
        var (injected, dropped) = (model.Failures.Sum(failure => failure.Injected), model.Failures.Sum(failure => failure.Dropped));
        var title = ScreenText.Cut(PrintableText.Of(model.Title), width / 3);
        var notListed = dropped > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({dropped} not listed)") : "";
        var counts = string.Create(CultureInfo.InvariantCulture, $"{model.Elapsed:hh\\:mm\\:ss}  injected {injected}{notListed}  ? help  q quit");
        var seed = string.Create(CultureInfo.InvariantCulture, $"seed {model.Seed}");
        string[] heads = [$"minderbinder {title}  {counts}  {seed}", $"{title}  {counts}  {seed}", $"{title}  {counts}"];
        var text = ScreenText.Cut(heads.FirstOrDefault(head => head.Length <= width) ?? heads[^1], width);
        return new Text(text.PadRight(width), new Style(decoration: Decoration.Invert));
    }

    /// <summary>All if there is room; otherwise those that run, and as many of the last that have ended.</summary>
    private static Rows Members(ScreenModel model, int width, int rows)
    {
        var running = model.Members.Count(member => member.ExitCode is null);
        var skipped = Math.Max(0, model.Members.Count - Math.Max(rows, running));
        return new(model.Members.Where(member => member.ExitCode is null || skipped-- <= 0).Take(rows).Select(member => Line(
            $"{new string(' ', Math.Min(member.Depth, 8) * 2)}{member.ProcessId} {member.Name} "
            + (member.ExitCode is { } code ? $"exit {code}" : ScreenText.Ago(member.Age)),
            width,
            member.ExitCode is null ? Style.Plain : new Style(decoration: Decoration.Dim))));
    }

    private static Rows Peers(ScreenModel model, int width, int rows) =>
        new(model.Peers.Take(rows).Select(peer => Line($"{ScreenText.Number(peer.Packets),8} {peer.Peer}", width)));

    private static Rows Log(ScreenModel model, int rows, int width)
    {
        var lines = model.FilteredLog;
        var end = Math.Max(Math.Min(rows, lines.Count), lines.Count - model.State.Scroll);
        return new(lines.Skip(Math.Max(0, end - rows)).Take(Math.Min(rows, end)).Select(line => Line(line, width - Frame)));
    }

    private static Text Line(string text, int width, Style? style = null) => ScreenTable.Cell(ScreenText.Cut(text, width), style);

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
            grid.AddRow(ScreenTable.Cell(key), ScreenTable.Cell(does));
        return grid;
    }

    private static Panel Framed(string title, IRenderable content) => new Panel(content).Header(Markup.Escape(title)).Expand().Padding(0, 0);
}
