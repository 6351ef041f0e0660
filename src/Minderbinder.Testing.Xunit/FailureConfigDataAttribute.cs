using System.Reflection;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <summary>
/// Runs a <see cref="FailureTheoryAttribute"/> once for each YAML file of a folder. The test takes a <see cref="FailureCase"/>, and opens a scope of its
/// <see cref="FailureCase.Config"/>.
/// </summary>
/// <param name="folder">The folder with <c>.yaml</c> or <c>.yml</c> files; a relative path starts at the folder of the test assembly.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FailureConfigDataAttribute(string folder) : DataAttribute
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        FailureCase.FromFolderOrProblem(folder).Select(failures => new object[] { failures });
}
