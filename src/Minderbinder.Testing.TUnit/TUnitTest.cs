using System.Reflection;
using TUnit.Core.Exceptions;

namespace Minderbinder.Testing;

/// <summary>A test of TUnit, whose executor is the one hook for all attributes.</summary>
internal sealed class TUnitTest(TestContext context) : FrameworkTest
{
    private TestOutcome _outcome = TestOutcome.Failed;

    public override Type Class => context.Metadata.TestDetails.ClassType;

    public override MethodInfo Method => Class.GetMethod(
        context.Metadata.TestDetails.MethodMetadata.Name,
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static,
        [.. context.Metadata.TestDetails.MethodMetadata.Parameters.Select(parameter => parameter.Type)])!;

    public override IReadOnlyList<object?> Arguments => context.Metadata.TestDetails.TestMethodArguments;

    public override int Hooks => 1;

    public override string Id => context.Id;

    public override string DisplayName => $"{Class.FullName}.{context.Metadata.DisplayName}";

    public override CancellationToken CancellationToken => context.Execution.CancellationToken;

    /// <summary>A test that runs out of time is reported soon, whatever its body does.</summary>
    public override CancellationToken GivenUp => CancellationToken;

    public override TestOutcome Outcome => _outcome;

    public void IsOver(TestOutcome outcome) => _outcome = outcome;

    public override void Write(string text) => context.Output.WriteLine(text);

    public override Exception Skip(string reason) => new SkipTestException(reason);
}
