using System.ComponentModel;
using System.Reflection;
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
        CancellationTokenSource cancellationTokenSource) =>
        new Runner(this, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();

    private sealed class Runner(
        FailureTestCase test, object[] constructorArguments, IMessageBus messages, ExceptionAggregator aggregator, CancellationTokenSource over)
        : XunitTestCaseRunner(test, test.DisplayName, test.SkipReason, constructorArguments, test.TestMethodArguments, messages, aggregator, over)
    {
        protected override XunitTestRunner CreateTestRunner(
            ITest test,
            IMessageBus messageBus,
            Type testClass,
            object[] constructorArguments,
            MethodInfo testMethod,
            object[] testMethodArguments,
            string skipReason,
            IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
            ExceptionAggregator aggregator,
            CancellationTokenSource cancellationTokenSource) => new(
            test,
            messageBus,
            testClass,
            constructorArguments,
            testMethod,
            testMethodArguments,
            skipReason ?? UnsupportedRule.ReasonToSkip,
            beforeAfterAttributes,
            aggregator,
            cancellationTokenSource);
    }
}
