using Minderbinder.Testing;
using Spectre.Console;

namespace Minderbinder.Tool.Screen;

/// <summary>Tables and texts as all parts of the screen have them.</summary>
internal static class ScreenTable
{
    /// <summary>A table without lines, whose columns have the widths that they are given.</summary>
    /// <param name="heads">What stands above the columns; none above the marks.</param>
    /// <param name="widths">Of each column.</param>
    /// <param name="gap">Between two columns.</param>
    /// <param name="numbers">The columns that stand at the right.</param>
    public static Table Of(string[] heads, int[] widths, int gap, params int[] numbers)
    {
        var table = new Table().NoBorder();
        foreach (var (index, head) in heads.Index())
        {
            var column = new TableColumn(Cell(head, new Style(decoration: Decoration.Dim))).NoWrap().Width(widths[index])
                .Padding(0, 0, index == heads.Length - 1 || head.Length == 0 ? 0 : gap, 0);
            table.AddColumn(numbers.Contains(index) ? column.RightAligned() : column);
        }

        return table;
    }

    /// <summary>Text as it is, never as markup or as an escape sequence.</summary>
    public static Text Cell(string text, Style? style = null) => new(PrintableText.Of(text), style) { Overflow = Overflow.Ellipsis };
}
