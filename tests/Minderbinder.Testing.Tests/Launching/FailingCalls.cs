using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Seccomp;

namespace Minderbinder.Testing.Tests.Launching;

/// <summary>The least that answers for a process: the calls of its list fail, as long as anyone makes them.</summary>
internal sealed unsafe class FailingCalls(Errno error, params string[] calls) : ISupervision
{
    private readonly byte[] _filter = SeccompFilter.Make(calls.Select(call => (int)SyscallTable.NumberOf(call)));
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _failed;

    public LaunchedProcess Launched { get; private set; }

    public bool IsAbandoned { get; private set; }

    public int Failed => _failed;

    /// <summary>Done when no process is left that could make a call.</summary>
    public Task Ended => _ended.Task;

    public ReadOnlySpan<byte> Filter => _filter;

    public void Begin(LaunchedProcess launched, SafeFileHandle listener)
    {
        Launched = launched;
        new Thread(() => Answer(listener)) { IsBackground = true }.Start();
    }

    public void Abandon() => IsAbandoned = true;

    private void Answer(SafeFileHandle listener)
    {
        using (listener)
        {
            while (true)
            {
                var entry = new LibC.PollEntry { Descriptor = (int)listener.DangerousGetHandle(), Requested = LibC.PollIn };
                if (LibC.Poll(&entry, 1, -1) > 0 && (entry.Returned & LibC.PollIn) == 0)
                    break;

                var call = default(LibC.SeccompNotification);
                if (LibC.Ioctl(listener, LibC.SeccompReceive, &call) != 0)
                    continue;

                var answer = new LibC.SeccompResponse { Id = call.Id, Error = -(int)error };
                if (LibC.Ioctl(listener, LibC.SeccompAnswer, &answer) == 0)
                    _failed++;
            }
        }

        _ended.SetResult();
    }
}
