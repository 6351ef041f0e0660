using System.ComponentModel;
using TUnit.Core.Interfaces;

namespace Minderbinder.Testing;

/// <summary>
/// What declares a part of a test's scope: the base of <c>[InjectFailure]</c>, <c>[InjectPacketFailure]</c> and <c>[LaunchProcess]</c>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ScopeAttribute : Attribute, ITestRegisteredEventReceiver, IDeclarationSource
{
    private protected ScopeAttribute()
    {
    }

    Declaration IDeclarationSource.Declaration => Declaration;

    private protected abstract Declaration Declaration { get; }

    /// <summary>Called by TUnit when it finds the test: has it run inside a scope.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask OnTestRegistered(TestRegisteredContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.SetTestExecutor(ScopeExecutor.Instance);
        return ValueTask.CompletedTask;
    }
}
