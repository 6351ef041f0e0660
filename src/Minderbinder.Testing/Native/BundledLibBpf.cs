using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

/// <summary>
/// The libbpf in the package, with the libraries it needs beside it. They are Debian's files as they are, which know
/// nothing of the folder they lie in. But the loader takes what a library needs from what is loaded, by its soname; so
/// they are loaded one after the other.
/// </summary>
internal static class BundledLibBpf
{
    private static readonly string FolderInPackage = $"runtimes/linux-{Processor.Here.Key}/native";

    /// <summary>Each after those that it needs, as in <c>build/bundle-libbpf.sh</c>. Which there are depends on the release of Debian.</summary>
    private static readonly string[] Files = ["libz.so.1", "libzstd.so.1", "libelf.so.1", NativeLibraries.LibBpfSoName];

    /// <summary>Where it can lie, likeliest first.</summary>
    /// <param name="searchDirectories">
    /// What the host knows of native libraries, with colons between: the package's folder in the NuGet cache, or in what was published.
    /// </param>
    /// <param name="baseDirectory">The folder of the program, for a host that knows nothing.</param>
    public static IEnumerable<string> Folders(string? searchDirectories, string baseDirectory) =>
    [
        .. (searchDirectories ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        baseDirectory,
        Path.Combine(baseDirectory, FolderInPackage),
    ];

    /// <summary>Loads it from the first of the folders that has one which this machine's C library can load.</summary>
    public static bool TryLoad(IEnumerable<string> folders, out nint handle)
    {
        foreach (var folder in folders.Where(folder => File.Exists(Path.Combine(folder, NativeLibraries.LibBpfSoName))))
        {
            if (TryLoadAll(Files.Select(file => Path.Combine(folder, file)).Where(File.Exists), out handle))
                return true;
        }

        handle = 0;
        return false;
    }

    /// <summary>All of them or none: one that stayed behind would be taken for the system's.</summary>
    private static bool TryLoadAll(IEnumerable<string> files, out nint last)
    {
        var loaded = new Stack<nint>();
        foreach (var file in files)
        {
            if (NativeLibrary.TryLoad(file, out last))
            {
                loaded.Push(last);
                continue;
            }

            foreach (var handle in loaded)
                NativeLibrary.Free(handle);
            return false;
        }

        last = loaded.Peek();
        return true;
    }
}
