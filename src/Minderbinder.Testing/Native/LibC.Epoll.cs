using System.Runtime.CompilerServices;
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

    // struct epoll_event, which is packed on x86-64 only.
    private static readonly int DataOffset = Processor.Here == Processor.X64 ? 4 : 8;
    private static readonly int EntrySize = DataOffset + sizeof(long);

    /// <summary>What is ready, and for what.</summary>
    public readonly record struct Ready(int Descriptor, uint Events);

    public static int NewEpoll() => EpollCreate(EpollCloseOnExec);

    /// <summary>A counter that makes whoever polls it wake up.</summary>
    public static int NewEventCounter() => EventFd(0, EventCloseOnExec | EventNonBlocking);

    /// <summary>False if it cannot be waited for: regular files are always ready.</summary>
    public static bool Watch(int epoll, int descriptor, uint events = EpollIn)
    {
        var entry = stackalloc byte[EntrySize];
        *(uint*)entry = events;
        Unsafe.WriteUnaligned(entry + DataOffset, (long)descriptor);
        return EpollControl(epoll, EpollAdd, descriptor, entry) == 0;
    }

    public static void Unwatch(int epoll, int descriptor) => _ = EpollControl(epoll, EpollDelete, descriptor, null);

    /// <summary>Waits until something is ready.</summary>
    /// <returns>How much is: so many of <paramref name="ready"/> are filled in. -1 if a signal came.</returns>
    public static int EpollWait(int epoll, Span<Ready> ready, int timeoutInMilliseconds)
    {
        var entries = stackalloc byte[EntrySize * ready.Length];
        var count = EpollWait(epoll, entries, ready.Length, timeoutInMilliseconds);
        for (var i = 0; i < count; i++)
        {
            var entry = entries + (i * EntrySize);
            ready[i] = new Ready((int)Unsafe.ReadUnaligned<long>(entry + DataOffset), *(uint*)entry);
        }

        return count;
    }

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, void* buffer, nuint size);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, void* buffer, nuint size);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int EpollWait(int epoll, byte* entries, int count, int timeoutInMilliseconds);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollControl(int epoll, int operation, int descriptor, byte* entry);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint value, int flags);
}
