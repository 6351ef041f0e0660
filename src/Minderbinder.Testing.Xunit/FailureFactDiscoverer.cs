using Xunit.Abstractions;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <summary>Found by xUnit through <see cref="FailureFactAttribute"/>.</summary>
internal sealed class FailureFactDiscoverer(IMessageSink diagnosticMessageSink) : FactDiscoverer(diagnosticMessageSink)
{
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new FailureTestCase(DiagnosticMessageSink, discoveryOptions, testMethod);
}
