using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>What every kind of failure must obey.</summary>
internal static class FailureRules
{
    // Far beyond any test, and far from overflowing when added to the kernel's clock in nanoseconds.
    private const int MaxDelayDays = 49;

    public static TimeSpan MaxDelay { get; } = TimeSpan.FromDays(MaxDelayDays);

    public static IEnumerable<ConfigProblem> FindProblems(Failure failure, string path)
    {
        if (failure.Name is { Length: 0 })
            yield return new($"{path}.{ConfigKeys.Name}", $"the name is empty; write one, or leave '{ConfigKeys.Name}' out.");
        else if (failure.Name is { } name && !UnicodeText.IsValid(name))
            yield return new($"{path}.{ConfigKeys.Name}", $"the name contains {UnicodeText.HalfACharacter}; remove it.");

        for (var i = 0; i < failure.Targets.Count; i++)
        {
            if (TargetRules.FindProblem(failure.Targets[i]) is { } problem)
                yield return new($"{path}.{ConfigKeys.Targets}[{i}]", problem);
        }

        if (failure.StartDelay < TimeSpan.Zero || failure.StartDelay > MaxDelay)
        {
            var milliseconds = failure.StartDelay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
            yield return new($"{path}.{ConfigKeys.DelayMs}", DelayOutOfRange(milliseconds));
        }

        if (failure.Skip < 0)
        {
            yield return new(
                $"{path}.{ConfigKeys.Skip}",
                string.Create(CultureInfo.InvariantCulture, $"the number to let through is {failure.Skip}; ")
                    + "it must be 0 or more.");
        }

        if (failure.Every < 1)
        {
            yield return new(
                $"{path}.{ConfigKeys.Every}",
                string.Create(CultureInfo.InvariantCulture, $"the interval is {failure.Every}; it must be 1 (each one) or more."));
        }

        if (failure.Times < 1)
        {
            yield return new(
                $"{path}.{ConfigKeys.Times}",
                string.Create(CultureInfo.InvariantCulture, $"the number of injections is {failure.Times}; it must be 1 or more, ")
                    + $"and without '{ConfigKeys.Times}' there is no limit.");
        }

        // Not "< 0 or > 100": NaN is neither.
        if (failure.FailureRate is not (>= 0 and <= 100))
        {
            var rate = failure.FailureRate.ToString(CultureInfo.InvariantCulture);
            yield return new(
                $"{path}.{ConfigKeys.FailureRate}",
                $"the rate is {rate} percent; it must lie between 0 (never) and 100 (always).");
        }
    }

    public static string DelayOutOfRange(string milliseconds) =>
        $"the delay is {milliseconds} ms; it must lie between 0 and {MaxDelay.TotalMilliseconds} ms ({MaxDelayDays} days).";
}
