using System.Globalization;
using Minderbinder.Testing;
using Minderbinder.Testing.Kernel.Statistics;

namespace Minderbinder.Tool.Trace;

/// <summary>A trace as a table: a line for each system call and what it was about, most frequent first.</summary>
internal static class TraceTable
{
    public static string Write(IReadOnlyList<TracedCalls> calls)
    {
        string[][] rows = [["calls", "errors", "ms", "last error", "call"], .. calls.Select(Row)];
        var widths = Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return string.Concat(rows.Select(row => $"{string.Join("  ", row.Take(widths.Length).Select(Pad))}  {row[^1]}\n"));

        string Pad(string cell, int column) => column == 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]);
    }

    /// <summary>What the calls were about: a path, a peer, or nothing.</summary>
    public static string SubjectOf(TracedCalls calls) => PrintableText.Of(calls.Path ?? (calls.Peer is { Port: > 0 } peer ? $"{peer}" : ""));

    private static string[] Row(TracedCalls calls) =>
    [
        calls.Count.ToString(CultureInfo.InvariantCulture),
        calls.Failed == 0 ? "" : calls.Failed.ToString(CultureInfo.InvariantCulture),
        calls.Time.TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture),
        calls.LastError is { } error ? ErrnoNames.Print(error) : "",
        $"{calls.Syscall} {SubjectOf(calls)}".TrimEnd(),
    ];
}
