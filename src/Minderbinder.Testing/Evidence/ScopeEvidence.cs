using Microsoft.Extensions.Logging;

namespace Minderbinder.Testing;

/// <summary>What is known of a scope: what was to happen, what happened, and to whom.</summary>
public sealed record ScopeEvidence
{
    internal ScopeEvidence()
    {
    }

    /// <summary>The seed of the scope. The same seed, config and order of calls give the same injections.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Each failure, in the order of the config.</summary>
    public required IReadOnlyList<FailureEvidence> Failures { get; init; }

    /// <summary>The processes that belonged to the scope from a program's start or from joining it, in that order.</summary>
    public required IReadOnlyList<MemberEvidence> Members { get; init; }

    /// <summary>
    /// What was changed while the scope was open (<see cref="FailureScope.Pause"/>, <see cref="FailureScope.SetRate"/>), oldest first.
    /// </summary>
    public IReadOnlyList<RateChange> Changes { get; internal init; } = [];

    /// <summary>
    /// Starts and ends of members of which <see cref="Members"/> does not tell, because they came faster than they could be read. What they
    /// called was judged and counted all the same.
    /// </summary>
    public long LostMemberEvents { get; init; }

    /// <summary>
    /// Processes, at most, that should have been members and are not, because the kernel had no memory for it or skipped the program that
    /// notices them: no failure reached them.
    /// </summary>
    public long LostMembers { get; init; }

    /// <summary>
    /// How often members set up an io_uring, whose operations no failure reaches; null where that cannot be seen.
    /// </summary>
    public required long? IoUringSetups { get; init; }

    /// <summary>Whether the config denied them, so that the members fell back to plain system calls.</summary>
    public required bool IoUringDenied { get; init; }

    /// <summary>
    /// Programs that did not get what a setuid bit, a setgid bit or a capability of their file promises them, because a process that is
    /// supervised without CAP_SYS_ADMIN gives that up (<c>PR_SET_NO_NEW_PRIVS</c>, prctl(2)): a sentence each, with the remedy.
    /// </summary>
    public IReadOnlyList<string> LostPrivileges { get; internal init; } = [];

    /// <summary>
    /// Where members have connected to over TCP, in a scope that has failures of connections, <see cref="FailureScopeOptions.SayYes"/> or
    /// <see cref="FailureScopeOptions.AllowedHosts"/>; empty in others. At most 10,000 different ones.
    /// </summary>
    public IReadOnlyList<ConnectionEvidence> Connections { get; internal init; } = [];

    /// <summary>Whether the test started processes past the library; looked at only where a failure never happened.</summary>
    internal bool HasStrayProcesses { get; init; }

    /// <summary>A table for a test log.</summary>
    public override string ToString() => EvidenceTable.Write(this);

    /// <summary>The same as JSON, for a machine to read.</summary>
    public string ToJson() => EvidenceJson.Write(this);

    /// <summary>Writes the table to a log.</summary>
    public void WriteTo(ILogger logger, LogLevel level = LogLevel.Information)
    {
        ArgumentNullException.ThrowIfNull(logger);
        logger.Log(level, "{Evidence}", this);
    }
}
