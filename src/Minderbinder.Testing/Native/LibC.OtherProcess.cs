using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

/// <content>Looking into another process, which takes the right to trace it (ptrace(2), "Ptrace access mode checking").</content>
internal static unsafe partial class LibC
{
    private const nint PidFdInfo = unchecked((int)0xC040FF0B); // _IOWR(0xFF, 11, struct pidfd_info), Linux 6.13
    private const nint PidFdGetFd = 438;

    /// <summary><c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Segment
    {
        public nint Start;
        public nuint Length;
    }

    /// <summary>Reads another process's memory; how many bytes, or -1.</summary>
    public static nint ReadMemory(int thread, ulong address, byte* to, int length)
    {
        var local = new Segment { Start = (nint)to, Length = (nuint)length };
        var remote = new Segment { Start = (nint)address, Length = (nuint)length };
        return ReadMemory(thread, &local, 1, &remote, 1, 0);
    }

    /// <summary>Writes another process's memory; how many bytes, or -1.</summary>
    public static nint WriteMemory(int thread, ulong address, byte* from, int length)
    {
        var local = new Segment { Start = (nint)from, Length = (nuint)length };
        var remote = new Segment { Start = (nint)address, Length = (nuint)length };
        return WriteMemory(thread, &local, 1, &remote, 1, 0);
    }

    /// <summary>A duplicate of another process's descriptor (Linux 5.6), or -1.</summary>
    public static int TakeDescriptor(int pidFd, int descriptor) => (int)SystemCall(PidFdGetFd, pidFd, descriptor, 0);

    /// <summary>What the kernel knows of a process; the structure says how much is wanted.</summary>
    public static int GetPidFdInfo(int pidFd, void* info) => Ioctl(pidFd, PidFdInfo, info);

    /// <summary>The target of a link, without a zero at its end; the path has one.</summary>
    [LibraryImport(NativeLibraries.LibC, EntryPoint = "readlink", SetLastError = true)]
    public static partial nint ReadLink(byte* path, byte* target, nuint size);

    /// <summary>
    /// The address of a socket's peer. getpeername(2) has none for one that is about to connect, or that the peer has reset; the option has
    /// (net/core/sock.c), if it is not asked for more bytes than there are.
    /// </summary>
    public static bool TryGetPeerName(int socket, byte* address, uint* size)
    {
        const uint InternetSize = 16; // struct sockaddr_in
        if (GetPeerName(socket, address, size) == 0 || GetSocketOption(socket, SocketLevel, PeerNameOption, address, size) == 0)
            return true;
        *size = InternetSize;
        return GetSocketOption(socket, SocketLevel, PeerNameOption, address, size) == 0;
    }

    /// <summary>The address of the peer of a socket that is connected; false of any other.</summary>
    public static bool TryGetConnectedPeer(int socket, byte* address, uint* size) => GetPeerName(socket, address, size) == 0;

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "getpeername", SetLastError = true)]
    private static partial int GetPeerName(int socket, byte* address, uint* size);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetSocketName(int socket, byte* address, uint* size);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "process_vm_readv", SetLastError = true)]
    private static partial nint ReadMemory(int thread, Segment* local, nuint localCount, Segment* remote, nuint remoteCount, nuint flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "process_vm_writev", SetLastError = true)]
    private static partial nint WriteMemory(int thread, Segment* local, nuint localCount, Segment* remote, nuint remoteCount, nuint flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third);
}
