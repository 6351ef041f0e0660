using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Launching;

/// <summary>Which file a <see cref="ProcessStartInfo"/> means, found as <see cref="Process.Start()"/> finds it.</summary>
/// <remarks>
/// The same places in the same order (<c>Process.ResolvePath</c> in .NET's sources): beside the executable of this process, in the current
/// directory, in PATH. And the same errors, by which callers tell what is wrong.
/// </remarks>
internal static class ProgramPath
{
    /// <summary>What the kernel takes, the zero byte at the end not counted (PATH_MAX).</summary>
    private const int MaxLength = 4095;

    /// <exception cref="Win32Exception">There is no such program, or it is a folder.</exception>
    public static string Find(ProcessStartInfo startInfo)
    {
        var name = startInfo.FileName;
        var path = System.IO.Path.IsPathRooted(name) ? name : Search(name);
        if (path is null)
            throw CannotStart(name, startInfo, Errno.ENOENT);
        if (Directory.Exists(path))
            throw CannotStart(path, startInfo, Errno.EISDIR);
        if (System.Text.Encoding.UTF8.GetByteCount(path) > MaxLength)
            throw CannotStart(path, startInfo, Errno.ENAMETOOLONG);
        return path;
    }

    /// <summary>The exception that <see cref="Process.Start()"/> would have thrown.</summary>
    public static Win32Exception CannotStart(string path, ProcessStartInfo startInfo, Errno error)
    {
        var folder = startInfo.WorkingDirectory is { Length: > 0 } given ? given : Environment.CurrentDirectory;
        return new(
            (int)error,
            $"An error occurred trying to start process '{path}' with working directory '{folder}'. {Marshal.GetPInvokeErrorMessage((int)error)}");
    }

    private static string? Search(string name)
    {
        if (Environment.ProcessPath is { } executable)
        {
            var beside = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(executable)!, name);
            if (File.Exists(beside))
                return beside;
        }

        var here = System.IO.Path.Combine(Environment.CurrentDirectory, name);
        if (File.Exists(here))
            return here;

        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, name))
            .FirstOrDefault(path => File.Exists(path) && LibC.MayExecute(path));
    }
}
