using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

internal static unsafe partial class LibBpf
{
    /// <summary><c>BPF_TC_INGRESS</c> and <c>BPF_TC_EGRESS</c>.</summary>
    public enum TrafficDirection
    {
        Ingress = 1,
        Egress = 2,
    }

    /// <summary>What <c>bpf_link_create</c> takes to attach a program to an interface (TCX, Linux 6.6); libbpf 1.1 has no names for these.</summary>
    public const int TcxIngress = 46;
    public const int TcxEgress = 47;

    /// <summary>Before all programs that are there.</summary>
    public const uint Before = 1 << 3;

    /// <summary>The head of <c>struct bpf_link_create_opts</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LinkOptions
    {
        public nuint Size;
        public uint Flags;
        public uint Unused;
    }

    /// <summary><c>struct bpf_tc_hook</c>: a direction of an interface.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TrafficHook
    {
        public nuint Size;
        public int Interface;
        public TrafficDirection Direction;
        public uint Parent;
        public uint Unused;
    }

    /// <summary><c>struct bpf_tc_opts</c>: a filter there.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TrafficFilter
    {
        public nuint Size;
        public int ProgramFd;
        public uint Flags;
        public uint ProgramId;
        public uint Handle;
        public uint Priority;
        public uint Unused;
    }

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_link_create")]
    public static partial int CreateLink(int programFd, int target, int attachType, LinkOptions* options);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_tc_hook_create")]
    public static partial int CreateHook(TrafficHook* hook);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_tc_hook_destroy")]
    public static partial int DestroyHook(TrafficHook* hook);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_tc_attach")]
    public static partial int AttachFilter(TrafficHook* hook, TrafficFilter* filter);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_tc_detach")]
    public static partial int DetachFilter(TrafficHook* hook, TrafficFilter* filter);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_iter_create")]
    public static partial int CreateIterator(int linkFd);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_link__fd")]
    public static partial int LinkFd(BpfLinkHandle link);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_prog_get_fd_by_id")]
    public static partial int OpenProgram(uint id);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_map_get_fd_by_id")]
    public static partial int OpenMap(uint id);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_obj_get_info_by_fd")]
    public static partial int Describe(Descriptor of, void* info, uint* size);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_obj_get_info_by_fd")]
    public static partial int Describe(int of, void* info, uint* size);
}
