using Xunit.Abstractions;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <summary>Found by xUnit through <see cref="FailureTheoryAttribute"/>.</summary>
internal sealed class FailureTheoryDiscoverer(IMessageSink diagnosticMessageSink) : TheoryDiscoverer(diagnosticMessageSink)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow) =>
        [new FailureTestCase(DiagnosticMessageSink, discoveryOptions, testMethod, dataRow)];

    protected override IEnumerable<IXunitTestCase> CreateTestCasesForTheory(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        [new FailureTheoryTestCase(DiagnosticMessageSink, discoveryOptions, testMethod)];
}
