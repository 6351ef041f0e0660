using System.Globalization;
using System.Text.RegularExpressions;

namespace Minderbinder.Testing;

/// <summary>Durations as a person writes them: a number and its unit, <c>200ms</c>, <c>1.5s</c>.</summary>
internal static partial class DurationText
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("us", TimeSpan.TicksPerMicrosecond), ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a duration, rounded to the tick of 100 ns.</summary>
    /// <returns>Null, with the problem, if it is none, or is not above 0 and at most <see cref="FailureRules.MaxDelay"/>.</returns>
    public static TimeSpan? TryParse(string text, out string problem)
    {
        problem = $"'{text}' is not a duration; write a number and its unit, us, ms, s, m or h: 200ms.";
        if (Pattern().Match(text) is not { Success: true } match)
            return null;

        var (number, unit) = (match.Groups["number"].Value, match.Groups["unit"].Value);
        if (unit.Length == 0)
        {
            problem = $"'{text}' has no unit; write for example {number}ms or {number}s.";
            return null;
        }

        // Digits that no decimal holds are far out of range.
        var ticks = decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value < TimeSpan.MaxValue.Ticks
            ? decimal.Round(value * Units.First(known => known.Unit == unit).Ticks)
            : decimal.MaxValue;
        problem = OutOfRange(text);
        return ticks >= 1 && ticks <= FailureRules.MaxDelay.Ticks ? TimeSpan.FromTicks((long)ticks) : null;
    }

    public static string OutOfRange(string duration) =>
        $"the duration is {duration}; it must be longer than 0 and at most {FailureRules.MaxDelay.TotalDays} days.";

    /// <summary>The duration with the largest unit up to seconds that makes it a whole number, exact to the tick.</summary>
    public static string Print(TimeSpan duration)
    {
        var (unit, ticks) = Units.Take(3).LastOrDefault(unit => duration.Ticks % unit.Ticks == 0, Units[0]);
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)duration.Ticks / ticks}{unit}");
    }

    [GeneratedRegex(@"^(?<number>[0-9]+(\.[0-9]+)?) ?(?<unit>us|ms|s|m|h|)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
