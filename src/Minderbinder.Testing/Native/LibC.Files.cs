using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Minderbinder.Testing.Native;

internal static partial class LibC
{
    private const int CurrentFolder = -100; // AT_FDCWD

    /// <summary><c>MFD_CLOEXEC</c>.</summary>
    public const uint CloseMemoryFileOnExec = 1;

    /// <summary><c>MFD_NOEXEC_SEAL</c>, since Linux 6.3.</summary>
    public const uint NotExecutableMemoryFile = 8;

    /// <summary><c>MFD_EXEC</c>, since Linux 6.3.</summary>
    public const uint ExecutableMemoryFile = 0x10;

    /// <summary>The mode and the owners of a file, which .NET keeps to itself. False if there is none.</summary>
    public static unsafe bool TryGetFileStatus(string path, out UnixFileMode mode, out uint user, out uint group)
    {
        // struct statx of linux/stat.h
        const int UserOffset = 20, GroupOffset = 24, ModeOffset = 28, Size = 256;
        const uint BasicFields = 0x7ff; // STATX_BASIC_STATS
        const int Permissions = 0xfff;
        var status = stackalloc byte[Size];
        new Span<byte>(status, Size).Clear();
        var exists = GetFileStatus(CurrentFolder, path, 0, BasicFields, status) == 0;
        mode = (UnixFileMode)(*(ushort*)(status + ModeOffset) & Permissions);
        user = *(uint*)(status + UserOffset);
        group = *(uint*)(status + GroupOffset);
        return exists;
    }

    /// <summary>Whether a program gets capabilities by being executed (<c>setcap(8)</c>).</summary>
    public static unsafe bool HasFileCapabilities(string path) => GetAttribute(path, "security.capability", null, 0) > 0;

    /// <summary>Whether this process may execute the file, as the user whose rights it uses.</summary>
    public static bool MayExecute(string path)
    {
        const int Execute = 1; // X_OK
        const int ByEffectiveUser = 0x200; // AT_EACCESS
        return Access(CurrentFolder, path, Execute, ByEffectiveUser) == 0;
    }

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial SafeFileHandle CreateMemoryFile(string name, uint flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "faccessat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(int folder, string path, int mode, int flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "geteuid")]
    public static partial uint GetEffectiveUser();

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "getegid")]
    public static partial uint GetEffectiveGroup();

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int GetFileStatus(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "getxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial nint GetAttribute(string path, string name, byte* value, nuint size);
}
