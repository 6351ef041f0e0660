using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace Minderbinder.Testing;

/// <summary>
/// Runs a test once for each YAML file of a folder. The test takes a <see cref="FailureCase"/>, and opens a scope of its
/// <see cref="FailureCase.Config"/>. Where no failure can be injected, the cases are skipped or fail as tests with attributes do.
/// </summary>
/// <param name="folder">The folder with <c>.yaml</c> or <c>.yml</c> files; a relative path starts at the folder of the test assembly.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FailureConfigDataAttribute(string folder) : NUnitAttribute, ITestBuilder, IImplyFixture
{
    private readonly NUnitTestCaseBuilder _builder = new();

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <inheritdoc/>
    public IEnumerable<TestMethod> BuildFrom(IMethodInfo method, Test? suite) =>
        FailureCase.FromFolderOrProblem(folder).Select(failures => _builder.BuildTestMethod(method, suite, CaseOf(failures))).ToArray();

    private static TestCaseParameters CaseOf(FailureCase failures)
    {
        var row = new TestCaseParameters([failures]);
        if (UnsupportedRule.ReasonToSkip is not { } reason)
            return row;
        row.RunState = RunState.Skipped;
        row.Properties.Set(PropertyNames.SkipReason, reason);
        return row;
    }
}
