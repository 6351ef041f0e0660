using TUnit.Core.Exceptions;
using TUnit.Core.Interfaces;

namespace Minderbinder.Testing;

/// <summary>Runs the body of a test in the scope that its attributes declare. TUnit's hooks before and after a test are outside.</summary>
internal sealed class ScopeExecutor : ITestExecutor
{
    public static ScopeExecutor Instance { get; } = new();

    public async ValueTask ExecuteTest(TestContext context, Func<ValueTask> action)
    {
        var test = new TUnitTest(context);
        ScopeHooks.Before(test);
        try
        {
            await action();
            test.IsOver(TestOutcome.Passed);
        }
        catch (SkipTestException)
        {
            test.IsOver(TestOutcome.Skipped);
            throw;
        }
        finally
        {
            ScopeHooks.After(test);
        }
    }
}
