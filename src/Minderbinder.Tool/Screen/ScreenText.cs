using System.Globalization;

namespace Minderbinder.Tool.Screen;

/// <summary>Numbers and times as the screen writes them.</summary>
internal static class ScreenText
{
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Ago(TimeSpan time) =>
        time.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds):0}s")
        : time.TotalMinutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes):0}m")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours):0}h");

    /// <summary>The beginning of a line that is too long, with a sign that there is more.</summary>
    public static string Cut(string line, int width) => line.Length > width ? $"{line[..(width - 1)]}…" : line;
}
