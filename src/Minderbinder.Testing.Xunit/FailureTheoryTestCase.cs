using System.ComponentModel;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <summary>
/// A theory whose rows are found when it is run. A row of <see cref="FailureConfigDataAttribute"/> is run in a scope of its config.
/// </summary>
internal sealed class FailureTheoryTestCase : XunitTheoryTestCase
{
    [Obsolete("Called by xUnit, which then reads it from what it wrote")]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public FailureTheoryTestCase()
    {
    }

    public FailureTheoryTestCase(IMessageSink messages, ITestFrameworkDiscoveryOptions options, ITestMethod method)
        : base(messages, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method)
    {
    }

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new Runner(this, constructorArguments, diagnosticMessageSink, messageBus, aggregator, cancellationTokenSource).RunAsync();

    private sealed class Runner(
        FailureTheoryTestCase test,
        object[] constructorArguments,
        IMessageSink diagnostics,
        IMessageBus messages,
        ExceptionAggregator aggregator,
        CancellationTokenSource over)
        : XunitTheoryTestCaseRunner(test, test.DisplayName, test.SkipReason, constructorArguments, diagnostics, messages, aggregator, over)
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
            // The first to be called opens the scope, and only this one knows the row.
            testMethodArguments.OfType<FailureCase>().Any(failures => failures.OpensScope)
                ? [new RowHook(testMethodArguments), .. beforeAfterAttributes]
                : beforeAfterAttributes,
            aggregator,
            cancellationTokenSource);
    }

    private sealed class RowHook(object[] row) : BeforeAfterTestAttribute
    {
        public override void Before(MethodInfo methodUnderTest) => ScopeHooks.Before(new XunitTest(methodUnderTest, row));

        public override void After(MethodInfo methodUnderTest) => ScopeHooks.After(new XunitTest(methodUnderTest, row));
    }
}
