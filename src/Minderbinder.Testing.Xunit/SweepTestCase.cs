using System.ComponentModel;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <summary>A fact whose method is called once for each run of a sweep.</summary>
internal sealed class SweepTestCase : XunitTestCase
{
    [Obsolete("Called by xUnit, which then reads it from what it wrote")]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SweepTestCase()
    {
    }

    public SweepTestCase(IMessageSink messages, ITestFrameworkDiscoveryOptions options, ITestMethod method)
        : base(messages, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method)
    {
    }

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new CaseRunner(this, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();

    private sealed class CaseRunner(
        SweepTestCase test, object[] constructorArguments, IMessageBus messages, ExceptionAggregator aggregator, CancellationTokenSource over)
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
            CancellationTokenSource cancellationTokenSource) => new TestRunner(
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

    private sealed class TestRunner(
        ITest test,
        IMessageBus messages,
        Type testClass,
        object[] constructorArguments,
        MethodInfo method,
        object[] arguments,
        string? skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> hooks,
        ExceptionAggregator aggregator,
        CancellationTokenSource over)
        : XunitTestRunner(test, messages, testClass, constructorArguments, method, arguments, skipReason, hooks, aggregator, over)
    {
        private string _report = "";

        /// <summary>What the runs write comes first, and then the report.</summary>
        protected override async Task<Tuple<decimal, string>> InvokeTestAsync(ExceptionAggregator aggregator)
        {
            var (time, output) = await base.InvokeTestAsync(aggregator);
            return Tuple.Create(time, $"{output}{_report}");
        }

        protected override async Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator)
        {
            var timer = new ExecutionTimer();
            await aggregator.RunAsync(() => timer.AggregateAsync(SweepAsync));
            return timer.Total;
        }

        private async Task SweepAsync()
        {
            var report = await TestMethod.GetCustomAttribute<SweepFailuresAttribute>()!
                .SweepAsync(Test.DisplayName, RunOnceAsync, CancellationTokenSource.Token);
            _report = report.ToString();
            report.ThrowIfFound();
        }

        private async Task RunOnceAsync()
        {
            var found = new ExceptionAggregator();
            using var nobody = new Unheard();
            await new XunitTestInvoker(
                Test,
                nobody,
                TestClass,
                ConstructorArguments,
                TestMethod,
                TestMethodArguments,
                BeforeAfterAttributes,
                found,
                CancellationTokenSource).RunAsync();
            if (found.HasExceptions)
                throw found.ToException();
        }
    }

    /// <summary>That an object was made for each run is no news for whoever listens to the test.</summary>
    private sealed class Unheard : IMessageBus
    {
        public bool QueueMessage(IMessageSinkMessage message) => true;

        public void Dispose()
        {
        }
    }
}
