using System.ComponentModel;

namespace Minderbinder.Tool.Run;

/// <summary>Finds a program as a shell does.</summary>
internal static class ExecutablePath
{
    /// <summary>
    /// What to give to <see cref="System.Diagnostics.Process"/>, or null if there is no such program. It is the name as it was
    /// typed, for that is what the program gets to see as its own name; unless a file beside this tool or in the current
    /// directory would be taken for it.
    /// </summary>
    public static string? Find(string name)
    {
        var path = name.Contains('/', StringComparison.Ordinal)
            ? Path.GetFullPath(name)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .Select(folder => Path.Combine(Path.GetFullPath(folder.Length == 0 ? "." : folder), name))
                .FirstOrDefault(IsExecutable);
        if (!File.Exists(path))
            return null;
        string[] first = [Path.Combine(Path.GetDirectoryName(Environment.ProcessPath) ?? "/", name), Path.GetFullPath(name)];
        return first.Any(other => other != path && File.Exists(other)) ? path : name;
    }

    /// <summary>What to say of a program that there is, and that the kernel does not execute.</summary>
    public static string Refusal(string program, Win32Exception exception) =>
        // The exception's own text has the folder and the full path in front of the reason.
        $"'{program}' cannot be executed: {new Win32Exception(exception.NativeErrorCode).Message}";

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
