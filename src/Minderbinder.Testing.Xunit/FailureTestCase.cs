using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <summary>A fact, or a row of a theory, that decides whether to skip when it is run, and not while tests are looked for.</summary>
internal sealed class FailureTestCase : XunitTestCase
{
    [Obsolete("Called by xUnit, which then reads it from what it wrote")]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public FailureTestCase()
    {
    }

    public FailureTestCase(IMessageSink messages, ITestFrameworkDiscoveryOptions options, ITestMethod method, object[]? arguments = null)
        : base(messages, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, arguments)
    {
    }

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        SkipReason ??= UnsupportedRule.ReasonToSkip;
        return base.RunAsync(diagnosticMessageSink, messageBus, constructorArguments, aggregator, cancellationTokenSource);
    }
}
