using System.ComponentModel;
using System.Reflection;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <summary>
/// What declares a part of a test's scope: the base of <c>[InjectFailure]</c>, <c>[InjectPacketFailure]</c> and <c>[LaunchProcess]</c>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ScopeAttribute : BeforeAfterTestAttribute, IDeclarationSource
{
    private protected ScopeAttribute()
    {
    }

    Declaration IDeclarationSource.Declaration => Declaration;

    private protected abstract Declaration Declaration { get; }

    /// <summary>Called by xUnit: the first attribute of a test opens the scope.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override void Before(MethodInfo methodUnderTest) => ScopeHooks.Before(new XunitTest(methodUnderTest));

    /// <summary>Called by xUnit: the last attribute of a test closes the scope.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override void After(MethodInfo methodUnderTest) => ScopeHooks.After(new XunitTest(methodUnderTest));
}
