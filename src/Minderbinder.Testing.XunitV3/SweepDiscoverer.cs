using System.Runtime.CompilerServices;
using Xunit.Sdk;
using Xunit.v3;

namespace Minderbinder.Testing;

/// <summary>Found by xUnit through <see cref="SweepFailuresAttribute"/>.</summary>
internal sealed class SweepDiscoverer : FactDiscoverer
{
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        // With 4.0 the interface of test cases that run themselves has changed.
        typeof(FactDiscoverer).Assembly.GetName().Version is { Major: >= 4 } version
            ? throw new NotSupportedException(
                $"[SweepFailures] works with xUnit v3 before 4.0, and this is {version}. Call FailureSweep.RunAsync in a [Fact].")
            : Create(discoveryOptions, testMethod, factAttribute);

    /// <summary>Apart, for it cannot even be compiled where these members are not there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SweepTestCase Create(ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
    {
        var details = TestIntrospectionHelper.GetTestCaseDetails(discoveryOptions, testMethod, factAttribute);
        return new SweepTestCase(
            details.ResolvedTestMethod,
            details.TestCaseDisplayName,
            details.UniqueID,
            details.Explicit,
            details.SkipExceptions,
            details.SkipReason,
            details.SkipType,
            details.SkipUnless,
            details.SkipWhen,
            testMethod.Traits.ToDictionary(trait => trait.Key, trait => trait.Value.ToHashSet(), StringComparer.OrdinalIgnoreCase),
            sourceFilePath: details.SourceFilePath,
            sourceLineNumber: details.SourceLineNumber);
    }
}
