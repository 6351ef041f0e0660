using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

/// <summary>
/// libbpf 1.1 and later. Functions that return <see cref="int"/> return a negative errno on failure; those that
/// return a pointer return null and set errno.
/// </summary>
internal static unsafe partial class LibBpf
{
    static LibBpf() => NativeLibraries.Register();

    /// <summary>As it calls itself, for example v1.1.</summary>
    public static string Version => Marshal.PtrToStringUTF8(VersionText())!;

    /// <summary>The head of <c>struct bpf_object_open_opts</c>; libbpf takes any prefix of it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ObjectOpenOptions
    {
        public nuint Size;
        public nint ObjectName;
    }

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "libbpf_version_string")]
    private static partial nint VersionText();

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_object__open_mem", SetLastError = true)]
    public static partial nint OpenObject(void* image, nuint size, ObjectOpenOptions* options);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_object__load")]
    public static partial int LoadObject(BpfObjectHandle handle);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_object__close")]
    public static partial void CloseObject(nint handle);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_object__find_map_by_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FindMap(BpfObjectHandle handle, string name);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_object__find_program_by_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FindProgram(BpfObjectHandle handle, string name);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_object__next_map")]
    public static partial nint NextMap(BpfObjectHandle handle, nint previous);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_object__btf")]
    public static partial nint BtfOf(BpfObjectHandle handle);
}
