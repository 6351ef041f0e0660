using System.ComponentModel;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace Minderbinder.Testing;

/// <summary>
/// What declares a part of a test's scope: the base of <c>[InjectFailure]</c>, <c>[InjectPacketFailure]</c> and <c>[LaunchProcess]</c>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ScopeAttribute : NUnitAttribute, ITestAction, IDeclarationSource
{
    private protected ScopeAttribute()
    {
    }

    Declaration IDeclarationSource.Declaration => Declaration;

    /// <summary>Around each test, also where the attribute stands on a class: that is how each test gets a scope of its own.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ActionTargets Targets => ActionTargets.Test;

    private protected abstract Declaration Declaration { get; }

    /// <summary>Called by NUnit: the first attribute of a test opens the scope.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BeforeTest(ITest test) => ScopeHooks.Before(new NUnitTest(test));

    /// <summary>Called by NUnit: the last attribute of a test closes the scope.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AfterTest(ITest test) => ScopeHooks.After(new NUnitTest(test));
}
