using System.Reflection;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace Minderbinder.Testing;

/// <summary>A test of NUnit.</summary>
internal sealed class NUnitTest(ITest test) : FrameworkTest
{
    public override Type Class => test.TypeInfo!.Type;

    public override MethodInfo Method => test.Method!.MethodInfo;

    public override IReadOnlyList<object?> Arguments => test.Arguments;

    protected override int CaseHooks => Method.GetCustomAttributes<FailureConfigDataAttribute>().Count();

    public override string Id => test.Id;

    public override string DisplayName => test.FullName;

    public override CancellationToken CancellationToken => TestContext.CurrentContext.CancellationToken;

    public override TestOutcome Outcome => TestContext.CurrentContext.Result.Outcome.Status switch
    {
        TestStatus.Failed => TestOutcome.Failed,
        TestStatus.Skipped or TestStatus.Inconclusive => TestOutcome.Skipped,
        _ => TestOutcome.Passed,
    };

    public override void Write(string text) => TestContext.Out.WriteLine(text);

    public override Exception Skip(string reason) => new IgnoreException(reason);
}
