using System.Reflection;
using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

/// <summary>The native libraries by the names under which the imports know them, and where they are found.</summary>
internal static class NativeLibraries
{
    public const string LibC = "libc";
    public const string LibBpf = "libbpf";

    /// <summary>The soname that libbpf has kept since 1.0; anything older is another interface.</summary>
    public const string LibBpfSoName = "libbpf.so.1";

    /// <summary>To be called once, before the first import is.</summary>
    public static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == LibBpf && NativeLibrary.TryLoad(LibBpfSoName, assembly, searchPath, out var handle) ? handle : 0;
}
