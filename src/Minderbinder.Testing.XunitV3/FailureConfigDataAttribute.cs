using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Minderbinder.Testing;

/// <summary>
/// Runs a theory once for each YAML file of a folder. The test takes a <see cref="FailureCase"/>, and opens a scope of its
/// <see cref="FailureCase.Config"/>. Where no failure can be injected, the cases are skipped or fail as tests with attributes do.
/// </summary>
/// <param name="folder">The folder with <c>.yaml</c> or <c>.yml</c> files; a relative path starts at the folder of the test assembly.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FailureConfigDataAttribute(string folder) : DataAttribute
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. FailureCase.FromFolderOrProblem(folder).Select(failures => new TheoryDataRow<FailureCase>(failures) { Skip = UnsupportedRule.ReasonToSkip })]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => false;
}
