namespace Minderbinder.Tool.Screen;

/// <summary>Shares the width of a table among its columns, so that a long text takes room from other long ones, and never from a number.</summary>
internal static class ColumnWidths
{
    private const int Least = 6;

    /// <summary>As wide as the widest cell of each, or less where that is too much.</summary>
    /// <param name="rows">All cells, with the heads.</param>
    /// <param name="room">For all columns together, without what stands between them.</param>
    /// <param name="flexible">The columns that may be cut.</param>
    public static int[] Fit(IReadOnlyList<string[]> rows, int room, params int[] flexible)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        while (widths.Sum() > room)
        {
            var widest = flexible.MaxBy(column => widths[column]);
            if (widths[widest] <= Least)
                break;
            widths[widest]--;
        }

        return widths;
    }
}
