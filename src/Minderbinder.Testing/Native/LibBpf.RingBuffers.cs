using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

internal static unsafe partial class LibBpf
{
    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "ring_buffer__new", SetLastError = true)]
    public static partial nint NewRingBuffer(int mapFd, delegate* unmanaged<nint, void*, nuint, int> sample, nint context, nint options);

    /// <summary>Waits for events and hands them to the callback; the number of them, or a negative errno.</summary>
    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "ring_buffer__poll")]
    public static partial int PollRingBuffer(nint ringBuffer, int timeoutInMilliseconds);

    /// <summary>The same without waiting.</summary>
    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "ring_buffer__consume")]
    public static partial int ConsumeRingBuffer(nint ringBuffer);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "ring_buffer__epoll_fd")]
    public static partial int RingBufferDescriptor(nint ringBuffer);
}
