using System.Reflection;
using Xunit;

namespace Minderbinder.Testing;

/// <summary>A test of xUnit v2, whose hooks get its method and nothing else; only the hook for a row knows that.</summary>
internal sealed class XunitTest(MethodInfo method, object[]? row = null) : FrameworkTest
{
    public override Type Class => method.ReflectedType!;

    public override MethodInfo Method => method;

    public override IReadOnlyList<object?> Arguments => row ?? [];

    protected override int CaseHooks => row is null ? 0 : 1;

    public override string Id => $"{Class.AssemblyQualifiedName}:{method.MetadataToken}";

    public override string DisplayName => $"{Class.FullName}.{method.Name}";

    /// <summary>xUnit runs the tests of a class one after the other.</summary>
    public override string SerialGroup => Class.AssemblyQualifiedName!;

    /// <summary>
    /// xUnit reports a test that runs out of time, and never calls its hooks. It does not tell, so the time is taken here: from the last
    /// hook before the test, as xUnit does, and a little longer.
    /// </summary>
    public override CancellationToken GivenUp =>
        method.GetCustomAttribute<FactAttribute>() is { Timeout: > 0 } fact
            ? new CancellationTokenSource(fact.Timeout + 200).Token
            : CancellationToken.None;

    public override TestOutcome Outcome => TestOutcome.Unknown;

    public override void Write(string text) => Console.Out.WriteLine(text);

    public override Exception Skip(string reason) => new TestNotPossibleException(
        $"{reason}\nxUnit v2 cannot skip a test that has begun. Where no failure can be injected at all, [FailureFact] and [FailureTheory] skip it "
        + "before.");
}
