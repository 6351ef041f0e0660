using System.Collections.Frozen;

namespace Minderbinder.Testing;

/// <summary>System calls that exist, but whose failure would never be seen or makes no sense, each with the reason.</summary>
internal static class UnfailableSyscalls
{
    // man 7 vdso: on x86-64 the kernel maps these into every process as plain functions.
    private const string Vdso = "programs get the answer from the vDSO, memory that the kernel shares with them, and make no system call";

    private const string NoReturn = "it ends the caller and returns to nobody";

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["clock_gettime"] = Vdso,
        ["clock_getres"] = Vdso,
        ["gettimeofday"] = Vdso,
        ["time"] = Vdso,
        ["getcpu"] = Vdso,
        ["exit"] = NoReturn,
        ["exit_group"] = NoReturn,
        ["rt_sigreturn"] = "it gives a program back its registers after a signal handler, and its return value is one of them",
    }.ToFrozenDictionary();

    public static IEnumerable<string> Names => Reasons.Keys;

    public static string? ReasonFor(string syscall) => Reasons.GetValueOrDefault(syscall);
}
