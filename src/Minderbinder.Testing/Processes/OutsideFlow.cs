using System.Runtime.ExceptionServices;
using Minderbinder.Testing.Kernel;

namespace Minderbinder.Testing.Processes;

/// <summary>
/// Runs work that is the library's own, not the test's: away from the test's async flow, and so from its scope. Otherwise
/// failures meant for the test process itself would hit it, and be counted as injected into the test.
/// </summary>
internal static class OutsideFlow
{
    // For failures of the whole test process, which would hit it there, too.
    private static readonly AsyncLocal<bool> IsOwnWork = new(change => KernelSession.Current?.Flows.SetSpared(change.CurrentValue));

    public static Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(SparedAsync);

        using (ExecutionContext.SuppressFlow())
            return Task.Run(SparedAsync);

        Task<T> SparedAsync()
        {
            IsOwnWork.Value = true;
            return work();
        }
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
        })
        {
            // The name spares it, see bpf/gate.bpf.c.
            Name = "Minderbinder work",
        };
        thread.UnsafeStart();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
