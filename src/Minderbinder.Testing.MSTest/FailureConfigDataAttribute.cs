using System.Reflection;

namespace Minderbinder.Testing;

/// <summary>
/// Runs a test once for each YAML file of a folder, in a scope with the failures of the file, which is <see cref="FailureScope.Current"/>. The
/// test takes a <see cref="FailureCase"/>, which is called like the file. Attributes of the test and its class add to them.
/// </summary>
/// <param name="folder">The folder with <c>.yaml</c> or <c>.yml</c> files; a relative path starts at the folder of the test assembly.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FailureConfigDataAttribute(string folder) : Attribute, ITestDataSource, IFailureFolder
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <inheritdoc/>
    public IEnumerable<object?[]> GetData(MethodInfo methodInfo) => FailureCase.Rows(folder).Select(failures => new object?[] { failures });

    /// <inheritdoc/>
    public string GetDisplayName(MethodInfo methodInfo, object?[]? data)
    {
        ArgumentNullException.ThrowIfNull(methodInfo);
        return $"{methodInfo.Name}({string.Join(", ", data ?? [])})";
    }
}
