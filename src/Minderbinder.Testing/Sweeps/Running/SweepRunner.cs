using System.Diagnostics;
using System.Globalization;

namespace Minderbinder.Testing.Sweeps.Running;

/// <summary>Runs the body in a scope and a folder of its own.</summary>
internal sealed class SweepRunner(Func<SweepRun, Task> body, TimeSpan timeout) : IDisposable
{
    /// <summary>How long a body has to end once its processes are gone.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private const int LinesKept = 50;

    private int _number;

    /// <summary>The folder that all runs are in.</summary>
    public string Home { get; } = Directory.CreateTempSubdirectory("minderbinder-sweep-").FullName;

    /// <exception cref="SyscallNotSupportedException">The failure cannot be brought about here.</exception>
    public async Task<RunEnd> RunAsync(FailureConfig config, bool isLearning, CancellationToken cancellationToken)
    {
        var home = Directory.CreateDirectory(
            Path.Combine(Home, string.Create(CultureInfo.InvariantCulture, $"run-{Interlocked.Increment(ref _number)}"))).FullName;
        var clock = Stopwatch.StartNew();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var scope = FailureScope.OpenValid(
            config, new FailureScopeOptions { Verify = false, InjectionsKept = isLearning ? int.MaxValue : 100 });
        var run = SweepRun.Current = new SweepRun(scope, home, isLearning, over.Token);
        try
        {
            var work = Task.Run(() => body(run), CancellationToken.None);
            var hasHung = !await EndsInTimeAsync(work, timeout, cancellationToken);
            if (hasHung)
            {
                await over.CancelAsync();
                await Task.WhenAll(run.Processes.Select(process => process.StopAsync(TimeSpan.Zero)));
                await EndsInTimeAsync(work, Grace, CancellationToken.None);
            }

            cancellationToken.ThrowIfCancellationRequested();
            var processes = scope.Processes;
            return new RunEnd
            {
                Home = home,
                Exception = hasHung ? null : work.Exception?.InnerException ?? (work.IsCanceled ? new TaskCanceledException(work) : null),
                HasHung = hasHung,
                Duration = clock.Elapsed,
                Evidence = scope.GetEvidence(),
                Injections = isLearning ? scope.GetInjections() : [],
                ExitCodes = [.. processes.Select(process => process.ExitCode)],
                Lines = [.. processes.SelectMany(process => process.Output).Select(line => VaryingText.Without(line.Text, home)).Distinct()],
                Output = string.Join('\n', run.Processes.SelectMany(process => process.Describe(LinesKept))),
            };
        }
        finally
        {
            await run.EndAsync();
            await scope.DisposeAsync();
            Delete(home);
        }
    }

    public void Dispose() => Delete(Home);

    private static async Task<bool> EndsInTimeAsync(Task work, TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            await work.WaitAsync(time, cancellationToken);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            return false;
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            return false;
        }
        catch
        {
            // It is looked at in the task.
        }

        return true;
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A body that still runs may write there; it is a folder for temporary files.
        }
    }
}
