namespace Minderbinder.Testing;

/// <summary>A process cannot join a scope, because it belongs to another that has nothing to do with it.</summary>
public sealed class ScopeConflictException : MinderbinderException
{
    internal ScopeConflictException(int process, FailureScope wanted, FailureScope other)
        : base($"Process {process} cannot join {wanted}: it belongs to {other}, which is neither around it nor inside it. "
            + "Close that scope first, or open this one inside it.")
    {
    }
}
