using Minderbinder.Testing.Mechanisms;

namespace Minderbinder.Testing;

/// <summary>Puts together what was counted and what was told.</summary>
internal static class EvidenceCollector
{
    public static ScopeEvidence Collect(
        FailureConfig config, ulong seed, ScopeEnforcement enforcement, ScopeLog log, IReadOnlyList<RateChange> changes)
    {
        return new()
        {
            Seed = seed,
            Failures = [.. config.Failures.Select((failure, number) => EvidenceOf(failure, number, enforcement, log))],
            Members = log.Members,
            Changes = changes,
            LostMemberEvents = enforcement.Losses.Events,
            LostMembers = enforcement.Losses.Members,
            Connections = enforcement.Connections?.Seen.Entries ?? [],
            IoUringSetups = enforcement.IoUringSetups,
            IoUringDenied = config.DenyIoUring,
        };
    }

    private static FailureEvidence EvidenceOf(Failure failure, int number, ScopeEnforcement enforcement, ScopeLog log)
    {
        var counters = enforcement.CountersOf(number);

        // All that the schedule chose are counted; only the first `times` of them failed.
        var (doubt, unjudged) = enforcement.CertaintyOf(number);
        var injected = doubt is null ? (long)counters.Chosen : 0;
        return new FailureEvidence
        {
            Failure = failure,
            Mechanism = enforcement.MechanismOf(number),
            Called = (long)counters.Called,
            Filtered = (long)counters.Filtered,
            TooEarly = (long)counters.Delayed,
            Matched = (long)counters.Matched,
            Injected = Math.Min(injected, failure.Times ?? long.MaxValue),
            Unreadable = (long)counters.Unreadable,
            Doubt = doubt,
            Unjudged = unjudged,
            DroppedEvents = (long)counters.Lost + log.UntoldOf((uint)number),
            NearMisses = log.NearMissesOf((uint)number),
        };
    }
}
