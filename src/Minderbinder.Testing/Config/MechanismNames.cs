namespace Minderbinder.Testing;

/// <summary>The words that a config file, an environment variable and messages use for the mechanisms of system calls.</summary>
internal static class MechanismNames
{
    private static readonly (Mechanism Mechanism, string Name)[] Known =
    [
        (Mechanism.SyscallModifyReturn, "syscall_modify_return"),
        (Mechanism.SyscallKprobe, "syscall_kprobe"),
        (Mechanism.SecurityHook, "security_hook"),
        (Mechanism.SeccompNotification, "seccomp_notification"),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Known.Select(known => known.Name)];

    public static string Of(Mechanism mechanism) => Known.First(known => known.Mechanism == mechanism).Name;

    /// <summary>The mechanism of that name, or null with the problem.</summary>
    public static Mechanism? TryParse(string name, out string problem)
    {
        problem = NearestName.To(name, All) is { } nearest
            ? $"there is no mechanism '{name}'; did you mean '{nearest}'?"
            : $"there is no mechanism '{name}' for system calls, only {string.Join(", ", All.Select(known => $"'{known}'"))}.";
        return Known.Where(known => known.Name == name).Select(known => (Mechanism?)known.Mechanism).FirstOrDefault();
    }

    /// <summary>What is wrong with insisting on a mechanism for system calls, or null.</summary>
    public static string? FindProblem(Mechanism mechanism) => Known.Any(known => known.Mechanism == mechanism) ? null
        : mechanism == Mechanism.TrafficControl ? $"{mechanism} makes packets fail, not system calls; leave the mechanism out, or name one for "
            + "system calls."
        : $"{mechanism} is no mechanism; use a value of {nameof(Mechanism)}.";
}
