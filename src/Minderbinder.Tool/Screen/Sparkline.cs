namespace Minderbinder.Tool.Screen;

/// <summary>A row of numbers as a graph of one line's height.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>The last <paramref name="width"/> of them, the highest filling the line; what is not 0 is never flat.</summary>
    public static string Of(IReadOnlyList<long> values, int width)
    {
        var shown = values.Skip(Math.Max(0, values.Count - width)).ToArray();
        var most = shown.DefaultIfEmpty().Max();
        return new string([
            .. shown.Select(value => value <= 0 || most == 0 ? Bars[0] : Bars[Math.Max(1, (int)(value * (Bars.Length - 1) / most))]),
        ]).PadLeft(width);
    }
}
