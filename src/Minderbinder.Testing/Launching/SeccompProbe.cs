using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing.Launching;

/// <summary>
/// Whether system calls of launched processes can be made to fail on this machine, by this process: found out with a process of which one
/// call has to fail.
/// </summary>
internal static class SeccompProbe
{
    private const string Call = "getppid"; // as in probe.c, and so the error
    private const Errno Error = Errno.EXDEV;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly Lock Lock = new();
    private static SeccompSupport? _known;

    /// <summary>Tries it, the first time; later calls remember, unless it was for want of something that may be there again.</summary>
    public static SeccompSupport Check()
    {
        lock (Lock)
        {
            if (_known is not null)
                return _known;

            var support = OutsideFlow.Run(Try);
            return support.IsConclusive ? _known = support : support;
        }
    }

    private static SeccompSupport Try()
    {
        // The launcher as it sees itself: the test process's own descriptor of it does not outlive its start.
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("/proc/self/exe", ["probe"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        using var oneCall = new OneCall();
        try
        {
            var launched = SupervisedLaunch.Start(process, oneCall);
            using var pidFd = PidFd.TryOpen(process.Id);
            oneCall.Fail(new LaunchPatience(process, pidFd, Limit));
            if (!process.WaitForExit(Limit))
            {
                process.Kill();
                throw NoEffect("the process in which it was to fail does not end");
            }

            return process.ExitCode == 0
                ? new SeccompSupport(SupervisionObstacle.None, "", launched.Facts)
                : throw NoEffect("it did not in a process of which it should");
        }
        catch (SupervisionNotPossibleException exception)
        {
            return new(exception.Obstacle, exception.Message, LaunchFacts.None);
        }
        catch (Win32Exception exception)
        {
            var isLimit = Limits.Cause((Errno)exception.NativeErrorCode);
            return new(
                isLimit ? SupervisionObstacle.LimitReached : SupervisionObstacle.LauncherNotExecutable, exception.Message, LaunchFacts.None);
        }
    }

    private static SupervisionNotPossibleException NoEffect(string how) => new(
        SupervisionObstacle.NoEffect, $"The kernel takes the seccomp filter, but no call can be made to fail: {how}. Is this an emulator of Linux?");

    private sealed unsafe class OneCall : ISupervision, IDisposable
    {
        private SafeFileHandle? _listener;

        // Every call of that number is to be answered for, the launcher's own included: ld [0]; jeq #number, 0, 1; ret USER_NOTIF; ret ALLOW.
        private readonly ulong[] _filter =
        [
            0x0000_0000_0000_0020,
            (ulong)SyscallTable.NumberOf(Call) << 32 | 0x0100_0015,
            0x7fc0_0000_0000_0006,
            0x7fff_0000_0000_0006,
        ];

        public ReadOnlySpan<byte> Filter => MemoryMarshal.AsBytes(_filter.AsSpan());

        public void Begin(LaunchedProcess launched, SafeFileHandle listener) => _listener = listener;

        public void Abandon()
        {
        }

        public void Fail(LaunchPatience patience)
        {
            patience.AwaitReadable(_listener!);
            var notification = default(LibC.SeccompNotification);
            if (LibC.Ioctl(_listener!, LibC.SeccompReceive, &notification) != 0)
                throw NoEffect($"it is not told of: {new Win32Exception().Message}");

            var response = new LibC.SeccompResponse { Id = notification.Id, Error = -(int)Error };
            if (LibC.Ioctl(_listener!, LibC.SeccompAnswer, &response) != 0)
                throw NoEffect($"its answer is refused: {new Win32Exception().Message}");
        }

        public void Dispose() => _listener?.Dispose();
    }
}
