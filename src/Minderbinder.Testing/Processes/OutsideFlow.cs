using System.Runtime.ExceptionServices;

namespace Minderbinder.Testing.Processes;

/// <summary>
/// Runs work that is the library's own, not the test's: away from the test's async flow, and so from its scope. Otherwise
/// failures meant for the test process itself would hit it, and be counted as injected into the test.
/// </summary>
internal static class OutsideFlow
{
    public static Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(work);

        using (ExecutionContext.SuppressFlow())
            return Task.Run(work);
    }

    public static Task RunAsync(Func<Task> work) => RunAsync(async () =>
    {
        await work();
        return true;
    });

    /// <summary>The same for work that the caller waits for, on a thread of its own: the thread pool may be busy.</summary>
    public static T Run<T>(Func<T> work)
    {
        var (result, failure) = (default(T), default(ExceptionDispatchInfo));
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.UnsafeStart();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
