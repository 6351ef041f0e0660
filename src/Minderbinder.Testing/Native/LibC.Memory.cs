using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

internal static partial class LibC
{
    public const int ProtRead = 1;
    public const int ProtWrite = 2;
    public const int MapShared = 1;

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint MapMemory(nint address, nuint length, int protection, int flags, int fd, nint offset);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "vsnprintf")]
    public static unsafe partial int FormatArguments(byte* buffer, nuint size, byte* format, nint arguments);
}
