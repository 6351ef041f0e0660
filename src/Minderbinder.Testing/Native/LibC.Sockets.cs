using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Minderbinder.Testing.Native;

internal static unsafe partial class LibC
{
    public const int AddressFamilyNetlink = 16;
    public const int RawSocket = 3;
    public const int CloseOnExec = 0x80000;

    /// <summary><c>struct sockaddr_nl</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct NetlinkAddress
    {
        public ushort Family;
        public ushort Unused;
        public uint Port;
        public uint Groups;
    }

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "socket", SetLastError = true)]
    public static partial SafeFileHandle OpenSocket(int family, int type, int protocol);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(SafeFileHandle socket, NetlinkAddress* address, int size);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(SafeFileHandle socket, void* data, nuint size, int flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(SafeFileHandle socket, void* data, nuint size, int flags);
}
