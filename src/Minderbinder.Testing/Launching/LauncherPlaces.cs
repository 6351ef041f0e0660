using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Launching;

/// <summary>Where a program can be put so that it can be executed, perhaps.</summary>
internal interface ILauncherPlace
{
    string Name { get; }

    /// <summary>Makes a nameless file of the image, and opens it for reading.</summary>
    /// <exception cref="IOException">It cannot be put there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be put there.</exception>
    SafeFileHandle Put(ReadOnlySpan<byte> image);
}

/// <summary>A file in memory (<c>memfd_create(2)</c>).</summary>
internal sealed class MemoryPlace : ILauncherPlace
{
    public static readonly MemoryPlace Instance = new();

    public string Name => "a file in memory";

    public SafeFileHandle Put(ReadOnlySpan<byte> image)
    {
        // Linux 6.3 wants to be told that it is to be executed, and may refuse (vm.memfd_noexec); an older one does not know the flag.
        var file = LibC.CreateMemoryFile("minderbinder-launcher", LibC.CloseMemoryFileOnExec | LibC.ExecutableMemoryFile);
        if (file.IsInvalid && Marshal.GetLastPInvokeError() == (int)Errno.EINVAL)
            file = LibC.CreateMemoryFile("minderbinder-launcher", LibC.CloseMemoryFileOnExec);
        if (file.IsInvalid)
            throw new IOException(new Win32Exception().Message);

        RandomAccess.Write(file, image, 0);
        return file;
    }
}

/// <summary>A folder for temporary files, or one that may do as such.</summary>
internal sealed class FolderPlace(string folder) : ILauncherPlace
{
    /// <summary>Likeliest first. Some are memory, and some survive a machine whose /tmp is read-only or mounted noexec.</summary>
    public static IEnumerable<FolderPlace> All =>
        from folder in new[]
        {
            System.IO.Path.GetTempPath(),
            "/tmp",
            "/var/tmp",
            "/dev/shm",
            Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"),
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
            AppContext.BaseDirectory,
            Environment.CurrentDirectory,
        }
        where !string.IsNullOrEmpty(folder)
        let whole = System.IO.Path.TrimEndingDirectorySeparator(folder)
        group whole by whole into same
        select new FolderPlace(same.Key);

    public string Name => folder;

    public SafeFileHandle Put(ReadOnlySpan<byte> image)
    {
        var path = System.IO.Path.Combine(folder, $"minderbinder-{Guid.NewGuid():N}");
        try
        {
            using (var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write))
            {
                RandomAccess.Write(file, image, 0);

                // Whoever the program under test runs as; and whatever the umask is.
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(file, ExecutableByAll);
            }

            // What is open for writing cannot be executed, so it is opened again.
            return File.OpenHandle(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private const UnixFileMode ExecutableByAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
}
