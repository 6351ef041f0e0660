using Xunit.Abstractions;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <summary>Found by xUnit through <see cref="SweepFailuresAttribute"/>.</summary>
internal sealed class SweepDiscoverer(IMessageSink diagnosticMessageSink) : FactDiscoverer(diagnosticMessageSink)
{
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new SweepTestCase(DiagnosticMessageSink, discoveryOptions, testMethod);
}
