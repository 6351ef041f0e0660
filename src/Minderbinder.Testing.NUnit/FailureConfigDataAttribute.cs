using System.ComponentModel;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace Minderbinder.Testing;

/// <summary>
/// Runs a test once for each YAML file of a folder, in a scope with the failures of the file, which is <see cref="FailureScope.Current"/>. The
/// test takes a <see cref="FailureCase"/>, which is called like the file. Attributes of the test and its class add to them.
/// </summary>
/// <param name="folder">The folder with <c>.yaml</c> or <c>.yml</c> files; a relative path starts at the folder of the test assembly.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FailureConfigDataAttribute(string folder) : NUnitAttribute, ITestBuilder, IImplyFixture, ITestAction, IFailureFolder
{
    private readonly NUnitTestCaseBuilder _builder = new();

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Around each row.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ActionTargets Targets => ActionTargets.Test;

    /// <inheritdoc/>
    public IEnumerable<TestMethod> BuildFrom(IMethodInfo method, Test? suite) =>
        FailureCase.Rows(folder).Select(failures => _builder.BuildTestMethod(method, suite, new TestCaseParameters([failures]))).ToArray();

    /// <summary>Called by NUnit: the first attribute of a test opens the scope.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BeforeTest(ITest test) => ScopeHooks.Before(new NUnitTest(test));

    /// <summary>Called by NUnit: the last attribute of a test closes the scope.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AfterTest(ITest test) => ScopeHooks.After(new NUnitTest(test));
}
