using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>Ports as text: <c>5432</c> or <c>8000-8080</c>.</summary>
internal static class PortText
{
    public static PortRange? TryParse(string text)
    {
        var ends = text.Split('-');
        return ends.Length <= 2
            && int.TryParse(ends[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(ends[^1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? new PortRange(first, last)
            : null;
    }

    public static string Problem(string text) => $"'{text}' is not a port; write a number, or the first and the last of several: 8000-8080.";
}
