using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

/// <content>Messages between unix sockets.</content>
internal static unsafe partial class LibC
{
    public const int SocketLevel = 1; // SOL_SOCKET
    public const int PeerCredentials = 17; // SO_PEERCRED
    public const int Rights = 1; // SCM_RIGHTS
    public const int CloseReceivedOnExec = 0x40000000; // MSG_CMSG_CLOEXEC
    public const int WithoutWaiting = 0x40; // MSG_DONTWAIT
    public const int WithoutSignal = 0x4000; // MSG_NOSIGNAL

    public const short PollOut = 4;

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

    /// <summary><c>struct cmsghdr</c> with descriptors.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct DescriptorMessage
    {
        public const int MaxDescriptors = 2;

        public nuint Size;
        public int Level;
        public int Kind;
        public fixed int Descriptors[MaxDescriptors];

        /// <summary>The size of one with so many descriptors.</summary>
        public static nuint SizeWith(int descriptors) => (nuint)(16 + sizeof(int) * descriptors);
    }

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(SafeHandle socket, Message* message, int flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(SafeHandle socket, Message* message, int flags);
}
