using Minderbinder.Testing;

namespace Minderbinder.Tool.Run;

/// <summary>
/// Injections as lines, while there are few: after the <see cref="Shown"/>th of a failure, one line a second says how many there were.
/// </summary>
internal sealed class InjectionLines(Action<string> write, TimeProvider time)
{
    public const int Shown = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Failure, Count> _counts = [];

    public void Add(Injection injection)
    {
        lock (_lock)
        {
            if (!_counts.TryGetValue(injection.Failure, out var count))
                _counts.Add(injection.Failure, count = new Count());
            count.Injections++;
            if (count.Injections <= Shown)
            {
                write(injection.ToString());
                count.Told = count.Injections;
                count.ToldAt = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(count.ToldAt) >= Pause)
            {
                Tell(injection.Failure, count);
            }
        }
    }

    /// <summary>Says what has not been said yet.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            foreach (var (failure, count) in _counts.Where(entry => entry.Value.Told < entry.Value.Injections))
                Tell(failure, count);
        }
    }

    private void Tell(Failure failure, Count count)
    {
        write($"{failure.DisplayName}: {count.Injections} injections, {count.Injections - count.Told} since the last line");
        (count.Told, count.ToldAt) = (count.Injections, time.GetTimestamp());
    }

    private sealed class Count
    {
        public long Injections { get; set; }

        public long Told { get; set; }

        public long ToldAt { get; set; }
    }
}
