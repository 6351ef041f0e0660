using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

/// <content>Calls that a supervisor makes in place of the process under test, on a duplicate of its descriptor.</content>
internal static unsafe partial class LibC
{
    public const int NoSignal = 0x4000; // MSG_NOSIGNAL
    public const int DontWait = 0x40; // MSG_DONTWAIT
    public const int NoWait = 8; // RWF_NOWAIT
    public const int NonBlocking = 0x800; // O_NONBLOCK
    public const int ReceiveTimeout = 20; // SO_RCVTIMEO
    public const int SendTimeout = 21; // SO_SNDTIMEO

    private const int GetFlagsCommand = 3; // F_GETFL
    private const int SetFlagsCommand = 4; // F_SETFL
    private const int SocketTypeOption = 3;
    private const int PeerNameOption = 28; // SO_PEERNAME

    /// <summary>The flags of an open file (O_NONBLOCK, ...), or -1.</summary>
    public static int GetFileFlags(int descriptor) => FileControl(descriptor, GetFlagsCommand, 0);

    /// <summary>Sets those of the flags that can change while a file is open.</summary>
    public static void SetFileFlags(int descriptor, int flags) => _ = FileControl(descriptor, SetFlagsCommand, flags);

    /// <summary>SOCK_STREAM and so on; -1 if the descriptor is no socket.</summary>
    public static int GetSocketType(int descriptor)
    {
        var (type, size) = (0, (uint)sizeof(int));
        return GetSocketOption(descriptor, SocketLevel, SocketTypeOption, &type, &size) == 0 ? type : -1;
    }

    /// <summary>How long a call on a socket waits, in milliseconds; 0 if for as long as it takes.</summary>
    public static long GetSocketTimeout(int descriptor, int option)
    {
        var time = stackalloc long[2]; // struct timeval
        var size = 2 * (uint)sizeof(long);
        return GetSocketOption(descriptor, SocketLevel, option, time, &size) == 0 ? (time[0] * 1000) + ((time[1] + 999) / 1000) : 0;
    }

    /// <summary>Sends a signal to one thread.</summary>
    public static void SignalThread(int process, int thread, int signal) =>
        _ = SystemCall((nint)SyscallTable.NumberOf("tgkill"), process, thread, signal);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "preadv2", SetLastError = true)]
    public static partial nint ReadAt(int descriptor, Segment* segments, int count, long offset, int flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "pwritev2", SetLastError = true)]
    public static partial nint WriteAt(int descriptor, Segment* segments, int count, long offset, int flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, void* data, nuint size, int flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, void* data, nuint size, int flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenFile(string path, int flags, uint mode);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "open", SetLastError = true)]
    public static partial int OpenFile(byte* path, int flags, uint mode);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(int descriptor, int command, nint argument);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetSocketOption(int socket, int level, int option, void* value, uint* size);
}
