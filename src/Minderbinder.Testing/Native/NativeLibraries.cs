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

    private static readonly Lazy<nint> LoadedLibBpf = new(LoadLibBpf);

    /// <summary>Whether there is a libbpf here. It is loaded then.</summary>
    public static bool HasLibBpf => LoadedLibBpf.Value != 0;

    /// <summary>To be called once, before the first import is.</summary>
    public static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == LibBpf ? LoadedLibBpf.Value : 0;

    /// <summary>The copy that came with this library, or else the machine's.</summary>
    private static nint LoadLibBpf()
    {
        var folders = BundledLibBpf.Folders(AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string, AppContext.BaseDirectory);
        if (BundledLibBpf.TryLoad(folders, out var handle))
            return handle;
        return NativeLibrary.TryLoad(LibBpfSoName, out handle) ? handle : 0;
    }
}
