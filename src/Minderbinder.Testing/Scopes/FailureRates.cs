namespace Minderbinder.Testing;

/// <summary>The rates of a scope's failures, and how they were changed.</summary>
/// <param name="config">The scope's config.</param>
/// <param name="apply">Puts a rate in force: the number of the failure, and percent.</param>
internal sealed class FailureRates(FailureConfig config, Action<int, double> apply)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, (double Rate, bool IsPaused)> _changed = [];
    private readonly List<RateChange> _changes = [];

    public IReadOnlyList<RateChange> Changes
    {
        get
        {
            lock (_lock)
                return [.. _changes];
        }
    }

    /// <exception cref="ArgumentException">The config has no such failure.</exception>
    public void SetPaused(Failure failure, bool isPaused) => Change(failure, (rate, _) => (rate, isPaused));

    /// <inheritdoc cref="SetPaused"/>
    public void SetRate(Failure failure, double percent) => Change(failure, (_, isPaused) => (percent, isPaused));

    private void Change(Failure failure, Func<double, bool, (double Rate, bool IsPaused)> change)
    {
        var number = NumberOf(failure);
        lock (_lock)
        {
            var before = _changed.GetValueOrDefault(number, (config.Failures[number].FailureRate, false));
            var after = change(before.Item1, before.Item2);
            if (after == before)
                return;
            apply(number, after.IsPaused ? 0 : after.Rate);
            _changed[number] = after;
            _changes.Add(new RateChange
            {
                Failure = config.Failures[number],
                At = DateTimeOffset.Now,
                FailureRate = after.Rate,
                IsPaused = after.IsPaused,
            });
        }
    }

    /// <summary>The very one, or one that is equal: a test need not keep what it wrote into the config.</summary>
    private int NumberOf(Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var all = config.Failures.ToList();
        var number = all.FindIndex(other => ReferenceEquals(other, failure));
        if (number < 0)
            number = all.IndexOf(failure);
        return number >= 0 ? number : throw new ArgumentException(
            $"The failure '{failure.DisplayName}' is not one of this scope's: {string.Join(", ", all.Select(other => $"'{other.DisplayName}'"))}. "
            + "Pass one of FailureScope.Config.Failures.",
            nameof(failure));
    }
}
