using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

/// <content>Messages with a descriptor in them, between unix sockets.</content>
internal static unsafe partial class LibC
{
    public const int SocketLevel = 1; // SOL_SOCKET
    public const int PeerCredentials = 17; // SO_PEERCRED
    public const int CloseReceivedOnExec = 0x40000000; // MSG_CMSG_CLOEXEC

    /// <summary><c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Buffer
    {
        public void* Data;
        public nuint Size;
    }

    /// <summary><c>struct msghdr</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public void* Name;
        public uint NameSize;
        public Buffer* Buffers;
        public nuint BufferCount;
        public void* Control;
        public nuint ControlSize;
        public int Flags;
    }

    /// <summary><c>struct cmsghdr</c> with one descriptor (<c>SCM_RIGHTS</c>).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct DescriptorMessage
    {
        /// <summary>What <see cref="Size"/> and the size of all control data are at least, when there is a descriptor.</summary>
        public const int LengthWithOne = 20;

        public nuint Size;
        public int Level;
        public int Kind;
        public int Descriptor;
        public int Padding;
    }

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(SafeHandle socket, Message* message, int flags);
}
