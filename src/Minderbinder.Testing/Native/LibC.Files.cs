using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Minderbinder.Testing.Native;

internal static partial class LibC
{
    /// <summary><c>MFD_CLOEXEC</c>.</summary>
    public const uint CloseMemoryFileOnExec = 1;

    /// <summary><c>MFD_NOEXEC_SEAL</c>, since Linux 6.3.</summary>
    public const uint NotExecutableMemoryFile = 8;

    /// <summary><c>MFD_EXEC</c>, since Linux 6.3.</summary>
    public const uint ExecutableMemoryFile = 0x10;

    /// <summary>Whether this process may execute the file, as the user whose rights it uses.</summary>
    public static bool MayExecute(string path)
    {
        const int CurrentFolder = -100; // AT_FDCWD
        const int Execute = 1; // X_OK
        const int ByEffectiveUser = 0x200; // AT_EACCESS
        return Access(CurrentFolder, path, Execute, ByEffectiveUser) == 0;
    }

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial SafeFileHandle CreateMemoryFile(string name, uint flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "faccessat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(int folder, string path, int mode, int flags);
}
