using System.ComponentModel;

namespace Minderbinder.Testing;

/// <summary>
/// What declares a part of a test's scope: the base of <c>[InjectFailure]</c>, <c>[InjectPacketFailure]</c> and <c>[LaunchProcess]</c>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ScopeAttribute : Attribute, IDeclarationSource
{
    private protected ScopeAttribute()
    {
    }

    Declaration IDeclarationSource.Declaration => Declaration;

    private protected abstract Declaration Declaration { get; }
}
