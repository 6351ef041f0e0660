using System.Text;

namespace Minderbinder.Testing;

/// <summary>What a process name must be so that the kernel side can ever find it.</summary>
internal static class TargetRules
{
    /// <summary>The kernel side compares names of up to 63 bytes and a terminating zero.</summary>
    public const int MaxNameBytes = 63;

    public static string? FindProblem(ProcessTarget target)
    {
        if (target.ProcessName is not { } name)
            return null;

        if (name.Length == 0)
        {
            return "the process name is empty; write the base name of the executable, "
                + $"or leave '{ConfigKeys.Targets}' out to mean every process of the scope.";
        }

        if (name.Contains('\0', StringComparison.Ordinal))
            return "the process name contains a NUL character, which the name of a process cannot; remove it.";

        if (!UnicodeText.IsValid(name))
            return $"the process name contains {UnicodeText.HalfACharacter}; remove it.";

        if (name.Contains('/', StringComparison.Ordinal))
        {
            var baseName = name[(name.LastIndexOf('/') + 1)..];
            return $"the process name '{name}' contains a slash; write the base name of the executable"
                + (baseName.Length == 0 ? "." : $": '{baseName}'.");
        }

        var bytes = Encoding.UTF8.GetByteCount(name);
        return bytes > MaxNameBytes
            ? $"the process name '{name}' has {bytes} bytes in UTF-8, and at most {MaxNameBytes} can be compared; "
                + "write its first 15, which the kernel keeps as the process's comm."
            : null;
    }
}
