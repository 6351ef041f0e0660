using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Minderbinder.Testing;

namespace Minderbinder.Tool.Processes;

/// <summary>Processes that run already.</summary>
internal static class RunningProcesses
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until all of them have ended or the user has had enough.</summary>
    public static async Task WaitAsync(int[] pids)
    {
        using var enough = UntilInterrupted();
        while (!enough.IsCancellationRequested && pids.Any(pid => Directory.Exists($"/proc/{pid}")))
            await Task.Delay(Look, enough.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>Makes processes members, and the children that they have now; those to come are members anyway.</summary>
    public static void Join(FailureScope scope, int[] pids, bool withChildren)
    {
        foreach (var pid in withChildren ? pids.SelectMany(WithChildren).Distinct().ToArray() : pids)
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                scope.JoinAsync(process).GetAwaiter().GetResult();
            }
            catch (ArgumentException)
            {
                // A child may end meanwhile; a process that was asked for may not.
                if (pids.Contains(pid))
                    throw new InvalidOperationException($"there is no process {pid}");
            }
        }
    }

    /// <summary>Cancelled by Ctrl-C, SIGTERM or the end of the terminal.</summary>
    public static InterruptSource UntilInterrupted() => new();

    private static IEnumerable<int> WithChildren(int pid)
    {
        IEnumerable<int> children = [];
        try
        {
            children = Directory.GetDirectories($"/proc/{pid}/task")
                .SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture)).ToArray();
        }
        catch (IOException)
        {
            // It has ended.
        }

        return children.SelectMany(WithChildren).Prepend(pid);
    }

    /// <summary>A token that signals cancel, for as long as it lives.</summary>
    internal sealed class InterruptSource : IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private readonly PosixSignalRegistration[] _signals;

        public InterruptSource() =>
            _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }.Select(signal =>
            PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _source.Cancel();
            }))];

        public CancellationToken Token => _source.Token;

        public bool IsCancellationRequested => _source.IsCancellationRequested;

        public void Dispose()
        {
            foreach (var signal in _signals)
                signal.Dispose();
            _source.Dispose();
        }
    }
}
