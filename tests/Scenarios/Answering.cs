using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Seccomp;

namespace Scenarios;

/// <summary>Lets calls go on, until it is told to receive one more and say nothing.</summary>
internal sealed unsafe class Answering(string call) : ISupervision
{
    private readonly byte[] _filter = SeccompFilter.Make([(int)SyscallTable.NumberOf(call)]);
    private readonly TaskCompletionSource _hasStalled = new();
    private volatile bool _isStalling;

    public ReadOnlySpan<byte> Filter => _filter;

    public void Begin(LaunchedProcess launched, SafeFileHandle listener) =>
        new Thread(() => Answer(listener, launched.LastCall)) { IsBackground = true }.Start();

    public void Abandon()
    {
    }

    /// <summary>Ends when a call has been received that gets no answer.</summary>
    public Task StallAsync()
    {
        _isStalling = true;
        return _hasStalled.Task;
    }

    private void Answer(SafeFileHandle listener, LastCall? lastCall)
    {
        using (listener)
        {
            while (AwaitCall(listener))
            {
                var notification = default(LibC.SeccompNotification);
                if (LibC.Ioctl(listener, LibC.SeccompReceive, &notification) != 0)
                    continue;

                lastCall?.Note(notification.Id);
                if (_isStalling)
                {
                    _hasStalled.SetResult();
                    Thread.Sleep(Timeout.Infinite);
                }

                var response = new LibC.SeccompResponse { Id = notification.Id, Flags = LibC.SeccompContinue };
                LibC.Ioctl(listener, LibC.SeccompAnswer, &response);
            }
        }
    }

    /// <summary>False if there is nobody left to make one.</summary>
    private static bool AwaitCall(SafeFileHandle listener)
    {
        var entry = new LibC.PollEntry { Descriptor = (int)listener.DangerousGetHandle(), Requested = LibC.PollIn };
        return LibC.Poll(&entry, 1, Timeout.Infinite) > 0 && (entry.Returned & LibC.PollIn) != 0;
    }
}
