namespace Minderbinder.Testing.Seccomp;

/// <summary>
/// Why a supervisor may not look into a process that it supervises: reading paths and addresses, and taking descriptors, takes the right to
/// trace it (ptrace(2), "Ptrace access mode checking").
/// </summary>
internal static class TraceAccess
{
    private const string YamaFile = "/proc/sys/kernel/yama/ptrace_scope";

    public static string Explain() => Explain(File.Exists(YamaFile) ? File.ReadAllText(YamaFile).Trim() : null);

    /// <param name="yama">The setting of the Yama security module; null without it.</param>
    internal static string Explain(string? yama) => yama switch
    {
        "3" => "kernel.yama.ptrace_scope is 3, so no process may look into another; it can be changed only by a restart of the machine",
        "2" => "kernel.yama.ptrace_scope is 2, so it takes CAP_SYS_PTRACE to look into another process; sysctl kernel.yama.ptrace_scope=1 is enough",
        "1" => "kernel.yama.ptrace_scope is 1, so only descendants may be looked into, and a daemon whose parent has ended is none; "
            + "sysctl kernel.yama.ptrace_scope=0 allows it",
        _ => "the process runs as another user, or has given up being looked into (prctl PR_SET_DUMPABLE); or, in a container, its profile "
            + "does not allow process_vm_readv and pidfd_getfd (--cap-add SYS_PTRACE does)",
    };
}
