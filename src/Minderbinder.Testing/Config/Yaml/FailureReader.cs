namespace Minderbinder.Testing;

/// <summary>
/// Reads what every kind of failure has. What cannot be read of a failure is reported and left at its default: the list keeps its length,
/// and the paths of the failures after it stay right.
/// </summary>
internal static class FailureReader
{
    public static Failure WithCommonKeys(Failure failure, MappingReader keys) => failure with
    {
        Name = keys[ConfigKeys.Name]?.Text(),
        Targets = [.. keys[ConfigKeys.Targets]?.Items().Select(TargetReader.Read) ?? []],
        StartDelay = keys[ConfigKeys.DelayMs] is { } delay ? ReadDelay(delay) : failure.StartDelay,
        Skip = keys[ConfigKeys.Skip]?.Integer() ?? failure.Skip,
        Every = keys[ConfigKeys.Every]?.Integer() ?? failure.Every,
        Times = keys[ConfigKeys.Times]?.Integer() ?? failure.Times,
        FailureRate = keys[ConfigKeys.FailureRate]?.Number() ?? failure.FailureRate,
        Optional = keys[ConfigKeys.Optional]?.Flag() ?? failure.Optional,
    };

    private static TimeSpan ReadDelay(YamlCursor delay)
    {
        if (delay.Number() is not { } milliseconds)
            return TimeSpan.Zero;

        // Four decimals are a tick of 100 ns. Within the range a double holds them exactly enough for the nearest tick to be the right one.
        if (milliseconds >= 0 && milliseconds <= FailureRules.MaxDelay.TotalMilliseconds)
            return TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond));

        // Here and not by the rules: a TimeSpan could not hold every number that a file can.
        delay.Complain(FailureRules.DelayOutOfRange(delay.Text()!));
        return TimeSpan.Zero;
    }
}
