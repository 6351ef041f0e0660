using System.Reflection;
using Xunit;
using Xunit.v3;

namespace Minderbinder.Testing;

/// <summary>A test of xUnit v3.</summary>
internal sealed class XunitTest(IXunitTest test) : FrameworkTest
{
    // Not the class of the test class: that property stands on another interface since xUnit 4.0.
    public override Type Class => Method.ReflectedType!;

    public override MethodInfo Method => test.TestMethod.Method;

    public override IReadOnlyList<object?> Arguments => test.TestMethodArguments;

    protected override int CaseHooks => Method.GetCustomAttributes<FailureConfigDataAttribute>().Count();

    public override string Id => test.UniqueID;

    public override string DisplayName => test.TestDisplayName;

    /// <summary>xUnit runs the tests of a collection one after the other, and leaves out all hooks after a test if one before it threw.</summary>
    public override string SerialGroup => test.TestCase.TestCollection.UniqueID;

    public override CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    /// <summary>A test that runs out of time is reported at once; its hooks are called when its body ends, if ever.</summary>
    public override CancellationToken GivenUp => CancellationToken;

    public override TestOutcome Outcome => TestContext.Current.TestState?.Result switch
    {
        TestResult.Passed => TestOutcome.Passed,
        TestResult.Failed => TestOutcome.Failed,
        TestResult.Skipped or TestResult.NotRun => TestOutcome.Skipped,
        _ => TestOutcome.Unknown,
    };

    public override void Write(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);

    public override Exception Skip(string reason) => new TestNotPossibleException(DynamicSkipToken.Value + reason);
}
