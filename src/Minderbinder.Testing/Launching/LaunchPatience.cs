using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Launching;

/// <summary>For how long a launch waits: as long as the launcher lives, and no longer than the limit altogether.</summary>
internal sealed class LaunchPatience(Process launcher, PidFd? pidFd, TimeSpan limit)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Waits until a socket has something to be read, or has been closed by the other side.</summary>
    /// <exception cref="SupervisionNotPossibleException">The launcher ended, or the time did.</exception>
    public unsafe void AwaitReadable(SafeHandle socket)
    {
        const int Socket = 0, Exit = 1, Count = 2;
        var entries = stackalloc LibC.PollEntry[Count];
        entries[Socket] = new() { Descriptor = (int)socket.DangerousGetHandle(), Requested = LibC.PollIn };
        entries[Exit] = new() { Descriptor = (int?)pidFd?.DangerousGetHandle() ?? -1, Requested = LibC.PollIn };

        while (true)
        {
            // What it said before it ended counts.
            var hasEnded = pidFd is null || pidFd.HasExited;
            var left = limit - _clock.Elapsed;
            var ready = LibC.Poll(entries, Count, hasEnded || left < TimeSpan.Zero ? 0 : (int)left.TotalMilliseconds + 1);
            if (ready > 0 && entries[Socket].Returned != 0)
                return;
            if (hasEnded)
                throw Ended();
            if (left < TimeSpan.Zero)
                throw Silent();
        }
    }

    /// <summary>The launcher is no more, although it had not said its last.</summary>
    public SupervisionNotPossibleException Ended()
    {
        var how = !launcher.WaitForExit(TimeSpan.FromSeconds(1)) ? "without an exit code"
            : launcher.ExitCode > 128 ? string.Create(CultureInfo.InvariantCulture, $"killed by signal {launcher.ExitCode - 128}")
            : string.Create(CultureInfo.InvariantCulture, $"with exit code {launcher.ExitCode}");
        return new(
            SupervisionObstacle.LauncherEnded,
            $"The launcher, from which the program was to be executed, ended before that, {how}. Something on this machine ends it or refuses "
            + "its system calls: a security module, a seccomp profile, or a limit.");
    }

    private SupervisionNotPossibleException Silent() => new(
        SupervisionObstacle.LauncherSilent,
        $"The launcher, from which the program was to be executed, had nothing to say for {limit.TotalSeconds:0} s. Something keeps it "
        + "waiting, such as a debugger or a machine under too much load.");
}
