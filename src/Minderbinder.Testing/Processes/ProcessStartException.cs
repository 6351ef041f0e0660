using System.ComponentModel;
using System.Diagnostics;

namespace Minderbinder.Testing;

/// <summary>A process under test could not be started. The message names the program, the reason and where it was looked for.</summary>
public sealed class ProcessStartException : MinderbinderException
{
    internal ProcessStartException(ProcessStartInfo startInfo, Win32Exception reason)
        : base($"Cannot start '{startInfo.FileName}': {Explain(startInfo, reason)}", reason)
    {
    }

    private static string Explain(ProcessStartInfo startInfo, Win32Exception reason)
    {
        var (program, folder) = (startInfo.FileName, startInfo.WorkingDirectory);
        if (folder.Length > 0 && !Directory.Exists(folder))
            return $"its working directory '{folder}' does not exist.";

        // The system's word alone ("No such file or directory") leaves open which file was missing.
        var isPath = program.Contains('/', StringComparison.Ordinal);
        return (Errno)reason.NativeErrorCode switch
        {
            _ when isPath && Directory.Exists(program) => "it is a folder.",
            Errno.ENOENT when !isPath =>
                $"there is no such program in the current directory ('{Environment.CurrentDirectory}') or in PATH "
                + $"({Environment.GetEnvironmentVariable("PATH")}).",
            Errno.ENOENT when !File.Exists(program) =>
                $"there is no such file ('{Path.GetFullPath(program)}').",
            Errno.ENOENT =>
                "the file exists, but not the interpreter it names (in its '#!' line, or as its dynamic loader).",
            Errno.EACCES when File.Exists(program) =>
                "the file may not be executed (chmod +x), or lies in a folder that may not be entered.",
            _ => $"{reason.Message} (errno {reason.NativeErrorCode}).",
        };
    }
}
