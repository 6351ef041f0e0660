using System.Reflection;

namespace Minderbinder.Testing;

/// <summary>
/// What the hooks of a test assembly call before and after each test. In a C# project the package adds these hooks; in others, write a
/// <c>[GlobalTestInitialize]</c> and a <c>[GlobalTestCleanup]</c> that call them.
/// </summary>
public static class MSTestHooks
{
    private static readonly AsyncLocal<MSTest?> Flow = new();

    /// <summary>The test of the current flow; null outside tests.</summary>
    internal static MSTest? Current => Flow.Value;

    /// <summary>Before a test: opens the scope that its attributes declare, if there are any.</summary>
    /// <param name="context">What MSTest tells about the test.</param>
    /// <param name="assembly">The test assembly.</param>
    /// <exception cref="ArgumentNullException">One of them is <see langword="null"/>.</exception>
    /// <exception cref="InvalidFailureConfigException">Something is wrong with what the attributes say.</exception>
    public static void Before(TestContext context, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(assembly);
        if (MSTest.Find(context, assembly) is not { } test)
            return;

        Flow.Value = test;
        if (test.HasDeclarations)
            ScopeHooks.Before(test);
    }

    /// <summary>After the test: closes the scope.</summary>
    /// <param name="context">What MSTest tells about the test.</param>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is <see langword="null"/>.</exception>
    /// <exception cref="FailureNotInjectedException">The test passed, although some failure was never injected.</exception>
    public static void After(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Flow.Value is not { } test)
            return;

        Flow.Value = null;
        if (test.HasDeclarations)
            ScopeHooks.After(test);
    }
}
