using System.ComponentModel;
using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Minderbinder.Testing;

/// <summary>
/// Runs a theory once for each YAML file of a folder, in a scope with the failures of the file, which is <see cref="FailureScope.Current"/>. The
/// test takes a <see cref="FailureCase"/>, which is called like the file. Attributes of the test and its class add to them.
/// </summary>
/// <param name="folder">The folder with <c>.yaml</c> or <c>.yml</c> files; a relative path starts at the folder of the test assembly.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FailureConfigDataAttribute(string folder) : DataAttribute, IBeforeAfterTestAttribute, IFailureFolder
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. FailureCase.Rows(folder).Select(failures => new TheoryDataRow<FailureCase>(failures))]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;

    /// <summary>Called by xUnit: the first attribute of a test opens the scope.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Before(MethodInfo methodUnderTest, IXunitTest test) => ScopeHooks.Before(new XunitTest(test));

    /// <summary>Called by xUnit: the last attribute of a test closes the scope.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void After(MethodInfo methodUnderTest, IXunitTest test) => ScopeHooks.After(new XunitTest(test));
}
