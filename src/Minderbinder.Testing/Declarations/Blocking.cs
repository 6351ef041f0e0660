namespace Minderbinder.Testing.Declarations;

/// <summary>Asynchronous work in hooks, which are synchronous.</summary>
internal static class Blocking
{
    /// <summary>
    /// Starts the work on this thread, whose flow counts, and waits for it. Its continuations go to the thread pool: a
    /// synchronization context with few threads, as test frameworks have, would wait for the thread that waits here.
    /// </summary>
    public static void Run(Func<Task> work)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            work().GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <inheritdoc cref="Run"/>
    public static T Run<T>(Func<Task<T>> work)
    {
        Task<T>? result = null;
        Run(() => (Task)(result = work()));
        return result!.Result;
    }
}
