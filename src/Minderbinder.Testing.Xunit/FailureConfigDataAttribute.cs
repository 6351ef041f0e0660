using System.Reflection;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <summary>
/// Runs a <see cref="FailureTheoryAttribute"/> once for each YAML file of a folder, in a scope with the failures of the file, which is
/// <see cref="FailureScope.Current"/>. The test takes a <see cref="FailureCase"/>, which is called like the file. Attributes of the test and its
/// class add to them.
/// </summary>
/// <param name="folder">The folder with <c>.yaml</c> or <c>.yml</c> files; a relative path starts at the folder of the test assembly.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FailureConfigDataAttribute(string folder) : DataAttribute, IFailureFolder
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The test is a plain theory, which would run without a scope.</exception>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        testMethod is not null && testMethod.GetCustomAttribute<FailureTheoryAttribute>() is null
            ? throw new InvalidOperationException(
                "[FailureConfigData] needs [FailureTheory]: with a plain [Theory], xUnit v2 lets nobody open a scope for a row.")
            : FailureCase.Rows(folder).Select(failures => new object[] { failures });
}
