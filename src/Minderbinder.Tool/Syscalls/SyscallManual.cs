using System.Collections.Frozen;

namespace Minderbinder.Tool.Syscalls;

/// <summary>What section 2 of the manual says of a system call: names of arguments, and errors.</summary>
internal static partial class SyscallManual
{
    private static readonly FrozenDictionary<string, (string Name, string Arguments, string Errors)> ByName =
        Rows.ToFrozenDictionary(row => row.Name);

    /// <summary>The names of its arguments in their order; empty if the manual does not have them.</summary>
    public static string[] ArgumentsOf(string syscall) => Words(ByName.GetValueOrDefault(syscall).Arguments);

    /// <summary>The errors that its page lists.</summary>
    public static string[] ErrorsOf(string syscall) => Words(ByName.GetValueOrDefault(syscall).Errors);

    private static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
