using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

internal static unsafe partial class LibBpf
{
    /// <summary><c>struct bpf_test_run_opts</c>, with what a raw tracepoint program uses of it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TestRunOptions
    {
        public nuint Size;
        public nint DataIn, DataOut;
        public uint DataSizeIn, DataSizeOut;
        public nint ContextIn, ContextOut;
        public uint ContextSizeIn, ContextSizeOut;
        public uint ReturnValue;
        public int Repeat;
        public uint Duration, Flags, Cpu, BatchSize;
    }

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_program__set_autoload")]
    public static partial int SetAutoload(nint program, [MarshalAs(UnmanagedType.U1)] bool autoload);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_program__set_attach_target", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetAttachTarget(nint program, int targetProgramFd, string function);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_program__attach", SetLastError = true)]
    public static partial BpfLinkHandle Attach(nint program);

    [LibraryImport(
        NativeLibraries.LibBpf,
        EntryPoint = "bpf_program__attach_kprobe",
        StringMarshalling = StringMarshalling.Utf8,
        SetLastError = true)]
    public static partial BpfLinkHandle AttachKprobe(nint program, [MarshalAs(UnmanagedType.U1)] bool onReturn, string function);

    /// <summary><c>union bpf_iter_link_info</c>: which process an iterator goes over.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct IteratorTarget
    {
        public uint ThreadNumber, ProcessNumber;
        public int Process; // a pidfd
        public uint Unused;
    }

    /// <summary><c>struct bpf_iter_attach_opts</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct IteratorOptions
    {
        public nuint Size;
        public IteratorTarget* Target;
        public uint TargetSize;
        public uint Unused;
    }

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_program__attach_iter", SetLastError = true)]
    public static partial BpfLinkHandle AttachIterator(nint program, nint options);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_link__destroy")]
    public static partial int DestroyLink(nint link);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_program__fd")]
    public static partial int ProgramFd(nint program);

    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "bpf_prog_test_run_opts")]
    public static partial int RunProgram(int programFd, TestRunOptions* options);
}
