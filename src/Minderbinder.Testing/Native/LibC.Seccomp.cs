using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

/// <content>What a seccomp listener gives and takes (<c>linux/seccomp.h</c>).</content>
internal static unsafe partial class LibC
{
    public const nint SeccompReceive = unchecked((int)0xC0502100); // SECCOMP_IOCTL_NOTIF_RECV
    public const nint SeccompAnswer = unchecked((int)0xC0182101); // SECCOMP_IOCTL_NOTIF_SEND

    /// <summary><c>struct seccomp_notif</c>: a call that waits for its answer.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SeccompNotification
    {
        public ulong Id;
        public uint Thread;
        public uint Flags;
        public int Call;
        public uint Architecture;
        public ulong InstructionPointer;
        public fixed ulong Arguments[6];
    }

    /// <summary><c>struct seccomp_notif_resp</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SeccompResponse
    {
        public ulong Id;
        public long Value;

        /// <summary>A negative errno, or 0.</summary>
        public int Error;
        public uint Flags;
    }

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Ioctl(SafeHandle descriptor, nint request, void* argument);
}
