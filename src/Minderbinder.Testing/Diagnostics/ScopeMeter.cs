using System.Diagnostics.Metrics;

namespace Minderbinder.Testing.Diagnostics;

/// <summary>
/// The meter <c>Minderbinder</c>: what all scopes of this process have done. The counts are those of the evidence, read when somebody collects
/// them; nobody pays for a meter that nobody listens to.
/// </summary>
internal static class ScopeMeter
{
    public const string Name = "Minderbinder";

    private static readonly Lock Lock = new();
    private static readonly HashSet<FailureScope> Open = [];
    private static readonly Dictionary<(string Failure, string? Syscall), Counts> Closed = [];
    private static readonly Meter Meter = Create();

    public static void Add(FailureScope scope)
    {
        _ = Meter;
        lock (Lock)
            Open.Add(scope);
    }

    /// <summary>Keeps what a scope counted, for counters do not go back; before its rules are forgotten.</summary>
    public static void Remove(FailureScope scope, ScopeEvidence evidence)
    {
        lock (Lock)
        {
            if (!Open.Remove(scope))
                return;
            foreach (var failure in evidence.Failures)
                Closed[KeyOf(failure)] = Closed.GetValueOrDefault(KeyOf(failure)) + Counts.Of(failure);
        }
    }

    private static Meter Create()
    {
        var meter = new Meter(Name);
        meter.CreateObservableCounter(
            "minderbinder.injections", () => PerFailure(counts => counts.Injected), "{injection}", "Calls and packets that were made to fail.");
        meter.CreateObservableCounter(
            "minderbinder.matched", () => PerFailure(counts => counts.Matched), "{call}", "Calls and packets that schedules chose from.");
        meter.CreateObservableCounter(
            "minderbinder.dropped_events", () => PerFailure(counts => counts.Dropped), "{event}",
            "Injections that came too fast to be told one by one.");
        meter.CreateObservableUpDownCounter("minderbinder.scopes", () => Locked(() => Open.Count), "{scope}", "Open scopes.");
        meter.CreateObservableUpDownCounter(
            "minderbinder.members", () => Locked(() => Open.Sum(scope => scope.RunningMembers)), "{process}",
            "Running processes that belong to open scopes.");
        return meter;
    }

    private static IEnumerable<Measurement<long>> PerFailure(Func<Counts, long> value)
    {
        var sums = Locked(() =>
        {
            var all = new Dictionary<(string Failure, string? Syscall), Counts>(Closed);
            foreach (var failure in Open.SelectMany(scope => scope.CountFailures()))
                all[KeyOf(failure)] = all.GetValueOrDefault(KeyOf(failure)) + Counts.Of(failure);
            return all;
        });
        return sums.Select(sum => new Measurement<long>(value(sum.Value), TagsOf(sum.Key)));
    }

    private static T Locked<T>(Func<T> read)
    {
        lock (Lock)
            return read();
    }

    private static (string Failure, string? Syscall) KeyOf(FailureEvidence evidence) =>
        (evidence.Failure.DisplayName, (evidence.Failure as SyscallFailure)?.Syscall);

    private static KeyValuePair<string, object?>[] TagsOf((string Failure, string? Syscall) key) => key.Syscall is null
        ? [new("failure", key.Failure)]
        : [new("failure", key.Failure), new("syscall", key.Syscall)];

    private readonly record struct Counts(long Injected, long Matched, long Dropped)
    {
        public static Counts Of(FailureEvidence evidence) => new(evidence.Injected, evidence.Matched, evidence.DroppedEvents);

        public static Counts operator +(Counts one, Counts other) =>
            new(one.Injected + other.Injected, one.Matched + other.Matched, one.Dropped + other.Dropped);
    }
}
