using System.Reflection;

namespace Minderbinder.Testing.Declarations;

/// <summary>A test that is run, as its framework's adapter presents it.</summary>
internal abstract class FrameworkTest
{
    public abstract Type Class { get; }

    public abstract MethodInfo Method { get; }

    /// <summary>The arguments of the row that is run; empty if there are none, or the framework does not tell.</summary>
    public virtual IReadOnlyList<object?> Arguments => [];

    /// <summary>How many hooks there are besides those of the declarations of the test and its class.</summary>
    protected virtual int CaseHooks => 0;

    /// <summary>How many hooks the framework calls before the test. Each declaration is one, unless the framework has one hook for all.</summary>
    public virtual int Hooks => PlacedDeclaration.Of(Class, Method).Count + CaseHooks;

    /// <summary>Tells this test, or row of a theory, from all others as far as the framework lets.</summary>
    public abstract string Id { get; }

    /// <summary>The name for reports.</summary>
    public abstract string DisplayName { get; }

    /// <summary>Equal for tests that never run at the same time; null if the framework does not promise that of any.</summary>
    public virtual string? SerialGroup => null;

    /// <summary>Cancelled when the test, or the whole run, is.</summary>
    public virtual CancellationToken CancellationToken => CancellationToken.None;

    /// <summary>
    /// Cancelled when the framework gives the body up because its time is over, and lets it go on without calling a hook. Asked when the
    /// hooks before the test are through.
    /// </summary>
    public virtual CancellationToken GivenUp => CancellationToken.None;

    /// <summary>What became of the body; asked when it is over.</summary>
    public abstract TestOutcome Outcome { get; }

    /// <summary>Adds to the output of the test.</summary>
    public abstract void Write(string text);

    /// <summary>What to throw so that the test counts as skipped.</summary>
    public abstract Exception Skip(string reason);
}
