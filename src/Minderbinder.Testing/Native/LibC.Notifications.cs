using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

// include/uapi/linux/seccomp.h; see seccomp_unotify(2).
internal static unsafe partial class LibC
{
    /// <summary>In a response: the call goes on as if nobody had looked.</summary>
    public const uint SeccompContinue = 1;

    /// <summary>For an added file: its descriptor is the call's answer as well (Linux 5.14).</summary>
    public const uint SeccompAddAndAnswer = 2;

    // _IOWR('!', 0, struct seccomp_notif) and so on.
    private const nint NotificationIsValid = 0x40082102;
    private const nint NotificationAddFile = 0x40182103;
    private const nint NotificationSetFlags = 0x40082104;
    private const nint SyncWakeUp = 1;

    /// <summary><c>struct seccomp_notif_addfd</c>: a file for the caller's table of descriptors.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SeccompFile
    {
        public ulong Id;
        public uint Flags;
        public uint Descriptor;
        public uint Wanted;
        public uint NewFlags;
    }

    /// <summary>Waits for a call. The structure has to be zero.</summary>
    public static bool Receive(int listener, SeccompNotification* notification) => Ioctl(listener, SeccompReceive, notification) == 0;

    /// <summary>Answers. False if nobody waits any more.</summary>
    public static bool Send(int listener, SeccompResponse* answer) => Ioctl(listener, SeccompAnswer, answer) == 0;

    /// <summary>Whether the call still waits, and so its thread still is the one that the notification names.</summary>
    public static bool IsWaiting(int listener, ulong id) => Ioctl(listener, NotificationIsValid, &id) == 0;

    /// <summary>Gives the caller a file. Its descriptor there, or -1.</summary>
    public static int AddFile(int listener, SeccompFile* file) => Ioctl(listener, NotificationAddFile, file);

    /// <summary>Asks for the caller to be woken on this processor (Linux 6.6), which saves most of the time that an answer takes.</summary>
    public static bool WakeOnSameProcessor(int listener) => Ioctl(listener, NotificationSetFlags, (void*)SyncWakeUp) == 0;

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(int descriptor, nint request, void* argument);
}
