using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace Minderbinder.Testing;

/// <summary>Runs a test once for each run of a sweep.</summary>
internal sealed class SweepTestCommand(SweepFailuresAttribute attribute, TestCommand once) : DelegatingTestCommand(once)
{
    public override TestResult Execute(TestExecutionContext context)
    {
        context.CurrentResult = context.CurrentTest.MakeTestResult();
        if (UnsupportedRule.ReasonToSkip is { } reason)
        {
            context.CurrentResult.SetResult(ResultState.Ignored, reason);
            return context.CurrentResult;
        }

        try
        {
            var report = Task.Run(() => attribute.SweepAsync(context.CurrentTest.FullName, () => RunOnceAsync(context), context.CancellationToken))
                .GetAwaiter().GetResult();
            if (report.HtmlFile is { } page)
                TestContext.AddTestAttachment(page, "The report of the sweep");
            report.ThrowIfFound();
            context.CurrentResult.SetResult(ResultState.Success);
        }
        catch (Exception exception)
        {
            context.CurrentResult.RecordException(exception);
        }

        return context.CurrentResult;
    }

    /// <summary>With a result of its own, for a failing run is not yet a failing test.</summary>
    private Task RunOnceAsync(TestExecutionContext context)
    {
        var own = new TestExecutionContext(context)
        {
            CurrentTest = context.CurrentTest,
            CurrentResult = context.CurrentTest.MakeTestResult(),
            TestObject = context.TestObject,
        };
        own.EstablishExecutionEnvironment();
        try
        {
            own.CurrentResult = innerCommand.Execute(own);
        }
        catch (Exception exception)
        {
            own.CurrentResult.RecordException(exception);
        }

        return own.CurrentResult.ResultState.Status == TestStatus.Failed
            ? Task.FromException(new AssertionException(own.CurrentResult.Message ?? "The run failed."))
            : Task.CompletedTask;
    }
}
