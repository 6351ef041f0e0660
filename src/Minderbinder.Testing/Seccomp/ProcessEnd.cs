using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp;

/// <summary>How a process ended that somebody else has waited for: the kernel remembers, for whoever holds a pidfd (Linux 6.15).</summary>
internal static unsafe class ProcessEnd
{
    // include/uapi/linux/pidfd.h
    private const ulong ExitWanted = 1 << 3;

    /// <summary>As wait(2) has it; null if it cannot be told.</summary>
    public static int? StatusOf(int pidFd)
    {
        var info = new Info { Mask = ExitWanted };
        return LibC.GetPidFdInfo(pidFd, &info) == 0 && (info.Mask & ExitWanted) != 0 ? info.ExitCode : null;
    }

    /// <summary><c>struct pidfd_info</c>, as it was at first; the kernel takes shorter ones.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct Info
    {
        [FieldOffset(0)]
        public ulong Mask;

        [FieldOffset(60)]
        public int ExitCode;
    }
}
