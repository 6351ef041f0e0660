using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Minderbinder.Testing;

/// <summary>A fact whose method is called once for each run of a sweep.</summary>
internal sealed class SweepTestCase : XunitTestCase, ISelfExecutingXunitTestCase
{
    [Obsolete("Called by xUnit, which then reads it from what it wrote")]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SweepTestCase()
    {
    }

    public SweepTestCase(
        IXunitTestMethod testMethod,
        string displayName,
        string uniqueId,
        bool isExplicit,
        Type[]? skipExceptions,
        string? skipReason,
        Type? skipType,
        string? skipUnless,
        string? skipWhen,
        Dictionary<string, HashSet<string>> traits,
        string? sourceFilePath,
        int? sourceLineNumber)
        : base(
            testMethod,
            displayName,
            uniqueId,
            isExplicit,
            skipExceptions,
            skipReason,
            skipType,
            skipUnless,
            skipWhen,
            traits,
            null,
            sourceFilePath,
            sourceLineNumber)
    {
    }

    public async ValueTask<RunSummary> Run(
        ExplicitOption explicitOption, IMessageBus messageBus, object?[] constructorArguments, ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        var tests = await aggregator.RunAsync(CreateTests, []);
        return await new CaseRunner().Run(
            this, tests, messageBus, aggregator, cancellationTokenSource, TestCaseDisplayName, SkipReason, explicitOption, constructorArguments);
    }

    private sealed class CaseRunner : XunitTestCaseRunner
    {
        protected override ValueTask<RunSummary> RunTest(XunitTestCaseRunnerContext ctxt, IXunitTest test) => new TestRunner().Run(
            test, ctxt.MessageBus, ctxt.ConstructorArguments, ctxt.ExplicitOption, ctxt.Aggregator.Clone(), ctxt.CancellationTokenSource,
            ctxt.BeforeAfterTestAttributes);
    }

    private sealed class TestRunner : XunitTestRunner
    {
        protected override async ValueTask<TimeSpan> InvokeTest(XunitTestRunnerContext ctxt, object? testClassInstance)
        {
            var clock = Stopwatch.StartNew();
            await ctxt.Aggregator.RunAsync(() => SweepAsync(ctxt));
            return clock.Elapsed;
        }

        private static async ValueTask SweepAsync(XunitTestRunnerContext ctxt)
        {
            if (UnsupportedRule.ReasonToSkip is { } reason)
                throw new XunitTest(ctxt.Test).Skip(reason);
            var method = ctxt.Test.TestMethod;
            var attribute = method.Method.GetCustomAttribute<SweepFailuresAttribute>()!;
            var report = await attribute.SweepAsync(
                ctxt.Test.TestDisplayName, () => RunOnceAsync(method.TestClass.Class, method.Method, ctxt.ConstructorArguments),
                TestContext.Current.CancellationToken);
            if (report.HtmlFile is { } page)
                TestContext.Current.AddAttachment("sweep.html", await File.ReadAllBytesAsync(page), "text/html");
            report.ThrowIfFound();
        }

        /// <summary>As xUnit runs a fact: with an object of its own.</summary>
        private static async Task RunOnceAsync(Type testClass, MethodInfo method, object?[] constructorArguments)
        {
            var instance = method.IsStatic ? null : Activator.CreateInstance(testClass, constructorArguments);
            try
            {
                if (instance is IAsyncLifetime lifetime)
                    await lifetime.InitializeAsync();
                await Awaited(method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, null, null));
            }
            finally
            {
                if (instance is IAsyncDisposable asyncDisposable)
                    await asyncDisposable.DisposeAsync();
                else
                    (instance as IDisposable)?.Dispose();
            }
        }

        private static Task Awaited(object? result) => result switch
        {
            Task task => task,
            ValueTask task => task.AsTask(),
            _ => Task.CompletedTask,
        };
    }
}
