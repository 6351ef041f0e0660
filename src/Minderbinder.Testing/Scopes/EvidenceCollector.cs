using Minderbinder.Testing.Kernel.Tables;

namespace Minderbinder.Testing;

/// <summary>Puts together what the kernel counted and what it told.</summary>
internal static class EvidenceCollector
{
    public static ScopeEvidence Collect(FailureConfig config, ulong seed, ScopeRules rules, ScopeLog log)
    {
        var ofConfig = rules.All.Take(config.Failures.Count).ToArray();
        var ioUring = rules.All.Skip(config.Failures.Count).SingleOrDefault();
        return new ScopeEvidence
        {
            Seed = seed,
            Failures = [.. ofConfig.Select((rule, index) => EvidenceOf(rule, rules, log.NearMissesOf((uint)index)))],
            Members = log.Members,
            IoUringSetups = ioUring is null ? null : (long)rules.CountersOf(ioUring).Called,
            IoUringDenied = config.DenyIoUring,
        };
    }

    private static FailureEvidence EvidenceOf(ScopeRule rule, ScopeRules rules, IReadOnlyList<string> nearMisses)
    {
        var counters = rules.CountersOf(rule);

        // The kernel counts all that the schedule chose; only the first `times` of them failed.
        var injected = (long)counters.Chosen;
        return new FailureEvidence
        {
            Failure = rule.Failure,
            Mechanism = rule.Mechanism,
            Called = (long)counters.Called,
            Filtered = (long)counters.Filtered,
            Delayed = (long)counters.Delayed,
            Matched = (long)counters.Matched,
            Injected = Math.Min(injected, rule.Failure.Times ?? long.MaxValue),
            Unreadable = (long)counters.Unreadable,
            LostEvents = (long)counters.Lost,
            NearMisses = nearMisses,
        };
    }
}
