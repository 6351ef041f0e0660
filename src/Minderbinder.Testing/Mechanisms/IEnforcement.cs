using Minderbinder.Testing.Connections;
using Minderbinder.Testing.Kernel;

namespace Minderbinder.Testing.Mechanisms;

/// <summary>
/// Those failures of one scope that one side carries out: the programs in the kernel, or the supervisors of launched processes. A scope
/// knows mechanisms by this interface only.
/// </summary>
internal interface IEnforcement : IRuleCarrier, IDisposable
{
    /// <summary>Makes the rules for all failures of one system call, in the order of the config. They are not in force yet.</summary>
    /// <param name="mechanism">One of this side's.</param>
    /// <param name="failures">The failures.</param>
    /// <returns>Null; or why the mechanism cannot do it, and nothing is left of the attempt.</returns>
    /// <exception cref="ScopeLimitException">They do not fit.</exception>
    string? TryAdd(Mechanism mechanism, IReadOnlyList<NumberedFailure> failures);

    /// <summary>Takes the connections of members to where they are judged. Not yet in force.</summary>
    /// <param name="connections">What the scope does to them.</param>
    /// <returns>Null; or why it cannot be done, and nothing is left of the attempt.</returns>
    string? TryRedirect(ScopeConnections connections);

    /// <summary>Puts all rules in force. From now on, what happens goes to the log.</summary>
    /// <param name="log">Takes the events of the scope.</param>
    /// <param name="reportsMembers">Whether this side tells of processes too; one side of a scope does.</param>
    void Enforce(ScopeLog log, bool reportsMembers);

    /// <summary>Takes them out of force. What they counted can still be read.</summary>
    void Lift();

    /// <summary>When this returns, all that happened before it was called is in the log.</summary>
    void CatchUp();

    /// <summary>What happened to processes of the scope without anything that tells of it.</summary>
    ScopeLosses Losses { get; }

    /// <summary>Makes a process a member that runs already, or that is about to execute its program.</summary>
    /// <param name="process">The process.</param>
    /// <param name="merge">Gets the scopes it is a member of already, open or not, and says which it is to have.</param>
    /// <exception cref="InvalidOperationException">It cannot be one.</exception>
    void Join(RunningProcess process, Func<IReadOnlyList<uint>, IReadOnlyList<uint>> merge);
}

/// <param name="Doubt">Why nobody can say whether chosen calls failed; null if they did.</param>
/// <param name="Unjudged">Calls of any process, at most, that came by without being judged.</param>
internal readonly record struct Certainty(string? Doubt, long Unjudged);

/// <param name="Events">Starts and ends of processes, because they came faster than they could be read.</param>
/// <param name="Members">Processes that did not become members, because there was no memory for it.</param>
internal readonly record struct ScopeLosses(long Events, long Members);

/// <summary>A failure of a system call, and its place in the config, which rules and events know it by.</summary>
internal sealed record NumberedFailure(int Number, SyscallFailure Failure);
