using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

internal static unsafe partial class LibC
{
    public const int InterruptedCall = 4; // EINTR

    public const int DuplicateOnExecClosed = 1030; // F_DUPFD_CLOEXEC

    public const short PollIn = 1;
    public const short PollHangUp = 0x10;
    public const nint FionRead = 0x541B;

    // The same on every 64-bit architecture. glibc has wrappers for the two calls since 2.36 only.
    private const nint PidFdSendSignal = 424;
    private const nint PidFdOpen = 434;
    private const nint PidFdThread = 0x80; // PIDFD_THREAD

    /// <summary><c>struct pollfd</c>. The kernel passes over a negative descriptor.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Requested;
        public short Returned;
    }

    public static nint OpenPidFd(int pid) => SystemCall(PidFdOpen, pid, 0);

    /// <summary>The same, to be closed by the caller.</summary>
    public static int OpenRawPidFd(int pid) => (int)OpenPidFd(pid);

    /// <summary>Names one thread; Linux 6.9. To be closed by the caller.</summary>
    public static int OpenThreadPidFd(int thread) => (int)SystemCall(PidFdOpen, thread, PidFdThread);

    /// <summary>The page faults of children that were waited for, small ones too (getrusage(2)): none starts without some.</summary>
    public static long GetChildFaults()
    {
        const int Children = -1, SmallFaults = 8;
        var usage = stackalloc long[18]; // struct rusage
        return GetResourceUsage(Children, usage) == 0 ? usage[SmallFaults] : 0;
    }

    public static nint SendSignal(PidFd process, int signal) => SystemCall(PidFdSendSignal, process, signal, 0, 0);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, long* usage);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int timeoutInMilliseconds);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Ioctl(SafeHandle descriptor, nint request, out int value);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "fcntl")]
    public static partial int ControlDescriptor(int descriptor, int command, nint argument);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "close")]
    public static partial int CloseDescriptor(nint descriptor);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, PidFd first, nint second, nint third, nint fourth);
}
