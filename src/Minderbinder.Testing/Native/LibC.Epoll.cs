using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

internal static unsafe partial class LibC
{
    public const uint EpollIn = 1;
    public const uint EpollOut = 4;

    private const int EpollCloseOnExec = 0x80000;
    private const int EpollAdd = 1;
    private const int EpollDelete = 2;
    private const int EventCloseOnExec = 0x80000;
    private const int EventNonBlocking = 0x800;

    /// <summary><c>struct epoll_event</c>, which is packed on x86-64 only.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 12)]
    public struct EpollEntry
    {
        [FieldOffset(0)]
        public uint Events;

        [FieldOffset(4)]
        public long Data;
    }

    public static int NewEpoll() => EpollCreate(EpollCloseOnExec);

    /// <summary>A counter that makes whoever polls it wake up.</summary>
    public static int NewEventCounter() => EventFd(0, EventCloseOnExec | EventNonBlocking);

    /// <summary>False if it cannot be waited for: regular files are always ready.</summary>
    public static bool Watch(int epoll, int descriptor, uint events = EpollIn)
    {
        var entry = new EpollEntry { Events = events, Data = descriptor };
        return EpollControl(epoll, EpollAdd, descriptor, &entry) == 0;
    }

    public static void Unwatch(int epoll, int descriptor) => _ = EpollControl(epoll, EpollDelete, descriptor, null);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, EpollEntry* entries, int count, int timeoutInMilliseconds);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, void* buffer, nuint size);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, void* buffer, nuint size);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollControl(int epoll, int operation, int descriptor, EpollEntry* entry);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint value, int flags);
}
