using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

// Sockets of other processes whose connections are redirected, and those that carry them on.
internal static unsafe partial class LibC
{
    private const nint OutputQueue = 0x5411; // TIOCOUTQ, which is SIOCOUTQ
    private const int ProtocolOption = 38; // SO_PROTOCOL
    private const int CookieOption = 57; // SO_COOKIE

    /// <summary>How many bytes of a stream the other side does not have yet; 0 if that cannot be told.</summary>
    public static int UnsentBytes(SafeHandle socket)
    {
        int count;
        return Ioctl((int)socket.DangerousGetHandle(), OutputQueue, &count) == 0 ? count : 0;
    }

    /// <summary>The protocol of a socket (IPPROTO_), or -1.</summary>
    public static int ProtocolOf(int socket)
    {
        int protocol;
        var size = (uint)sizeof(int);
        return GetSocketOption(socket, SocketLevel, ProtocolOption, (byte*)&protocol, &size) == 0 ? protocol : -1;
    }

    /// <summary>What tells a socket from all others of its network namespace; 0 if the kernel does not say.</summary>
    public static ulong CookieOf(int socket)
    {
        ulong cookie;
        var size = (uint)sizeof(ulong);
        return GetSocketOption(socket, SocketLevel, CookieOption, (byte*)&cookie, &size) == 0 ? cookie : 0;
    }

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int socket, byte* address, uint size);

}
