using System.ComponentModel;
using TUnit.Core.Interfaces;

namespace Minderbinder.Testing;

/// <summary>
/// Runs a test once for each YAML file of a folder, in a scope with the failures of the file, which is <see cref="FailureScope.Current"/>. The
/// test takes a <see cref="FailureCase"/>, which is called like the file. Attributes of the test and its class add to them.
/// </summary>
/// <param name="folder">The folder with <c>.yaml</c> or <c>.yml</c> files; a relative path starts at the folder of the test assembly.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FailureConfigDataAttribute(string folder) : UntypedDataSourceGeneratorAttribute, ITestRegisteredEventReceiver, IFailureFolder
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Called by TUnit when it finds the test: has it run inside a scope.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask OnTestRegistered(TestRegisteredContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.SetTestExecutor(ScopeExecutor.Instance);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override IEnumerable<Func<object?[]?>> GenerateDataSources(DataGeneratorMetadata dataGeneratorMetadata) =>
        FailureCase.Rows(folder).Select(failures => new Func<object?[]?>(() => [failures]));
}
