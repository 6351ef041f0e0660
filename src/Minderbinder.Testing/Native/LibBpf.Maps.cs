using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

internal static unsafe partial class LibBpf
{
    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map__fd")]
    public static partial int MapFd(nint map);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map__name")]
    public static partial nint MapName(nint map);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map__max_entries")]
    public static partial uint MapCapacity(nint map);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map__value_size")]
    public static partial uint MapValueSize(nint map);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map__reuse_fd")]
    public static partial int ReuseMap(nint map, int fd);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map__is_internal")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool IsInternalMap(nint map);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map__initial_value")]
    public static partial void* InitialValue(nint map, nuint* size);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateMap(int type, string name, uint keySize, uint valueSize, uint capacity, nint options);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map_get_next_key")]
    public static partial int NextKey(int fd, void* key, void* next);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map_lookup_elem")]
    public static partial int LookUp(int fd, void* key, void* value);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map_update_elem")]
    public static partial int Update(int fd, void* key, void* value, ulong flags);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map_delete_elem")]
    public static partial int Delete(int fd, void* key);
}
