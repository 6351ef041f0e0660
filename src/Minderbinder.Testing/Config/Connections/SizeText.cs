using System.Globalization;
using System.Text.RegularExpressions;

namespace Minderbinder.Testing;

/// <summary>Numbers of bytes as a person writes them: <c>512</c>, <c>10KB</c>, <c>1.5MiB</c>; KB and its like are decimal, KiB binary.</summary>
internal static partial class SizeText
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("", 1), ("B", 1), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30),
    ];

    /// <summary>Reads a number of bytes. Null, with the problem, if it is none.</summary>
    public static long? TryParse(string text, out string problem)
    {
        problem = $"'{text}' is not a number of bytes; write one, with or without a unit: 512, 10KB, 1MiB.";
        if (Pattern().Match(text) is not { Success: true } match
            || !decimal.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var unit = Units.First(known => known.Unit.Equals(match.Groups["unit"].Value, StringComparison.OrdinalIgnoreCase)).Bytes;
        if (number > long.MaxValue / unit)
        {
            problem = $"'{text}' is more than {long.MaxValue} bytes; write less.";
            return null;
        }

        var bytes = number * unit;
        if (decimal.Truncate(bytes) == bytes)
            return (long)bytes;
        problem = $"'{text}' is not a whole number of bytes.";
        return null;
    }

    /// <summary>With the largest decimal unit that makes it a whole number.</summary>
    public static string Print(long bytes)
    {
        var (unit, size) = Units.Take(5).LastOrDefault(unit => unit.Bytes > 1 && bytes != 0 && bytes % unit.Bytes == 0, ("", 1));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
    }

    [GeneratedRegex(
        @"^(?<number>[0-9]+(\.[0-9]+)?) ?(?<unit>[KMG]?i?B|)\z",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
