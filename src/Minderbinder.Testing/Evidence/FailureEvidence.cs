namespace Minderbinder.Testing;

/// <summary>
/// What became of one failure of a scope. The counts are the kernel's own, and exact also when events were lost:
/// <see cref="Called"/> = <see cref="Filtered"/> + <see cref="TooEarly"/> + <see cref="Matched"/>.
/// </summary>
public sealed record FailureEvidence
{
    internal FailureEvidence()
    {
    }

    /// <summary>The failure.</summary>
    public required Failure Failure { get; init; }

    /// <summary>How it got into the kernel.</summary>
    public required Mechanism Mechanism { get; init; }

    /// <summary>Calls by a process that the failure means.</summary>
    public required long Called { get; init; }

    /// <summary>Of these, calls that its filter did not match.</summary>
    public required long Filtered { get; init; }

    /// <summary>Calls that came before its <see cref="Failure.StartDelay"/> was over.</summary>
    public required long TooEarly { get; init; }

    /// <summary>The rest: calls that its schedule chooses from.</summary>
    public required long Matched { get; init; }

    /// <summary>Calls that were made to fail.</summary>
    public required long Injected { get; init; }

    /// <summary>Calls whose path or address could not be read, and so was taken not to match; part of <see cref="Filtered"/>.</summary>
    public required long Unreadable { get; init; }

    /// <summary>
    /// Injections and near misses of which nothing tells, because they came faster than they could be read, or than
    /// <see cref="FailureScopeOptions.OnInjected"/> returned.
    /// </summary>
    public required long DroppedEvents { get; init; }

    /// <summary>What the first calls that the filter did not match were about; 8 at most.</summary>
    public required IReadOnlyList<string> NearMisses { get; init; }

    /// <summary>
    /// Why nobody can say whether the chosen calls failed: the mechanism was tried by a real call when this was written, and did not work.
    /// <see cref="Injected"/> is then 0. Null if all is well.
    /// </summary>
    public string? Doubt { get; init; }

    /// <summary>
    /// Calls of any process on the machine, at most, that came by without being judged or counted: a kernel that preempts
    /// (<c>preempt=full</c>, PREEMPT_RT) skips a program on a processor where it was interrupted in the middle. For packets: how often a use of
    /// a socket passed without the socket being noted as its process's, or a packet without being judged at its socket. 0 if the other counts
    /// are exact.
    /// </summary>
    public long Unjudged { get; init; }

    /// <summary>Matching calls that the schedule let through.</summary>
    public long Passed => Matched - Injected;
}
