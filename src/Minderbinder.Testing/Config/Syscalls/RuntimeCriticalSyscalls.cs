using System.Collections.Frozen;

namespace Minderbinder.Testing;

/// <summary>
/// System calls whose failure the .NET runtime (or glibc beneath it) answers with a crash or a hang, on any thread that runs managed
/// code. A test that makes them fail in its own process tests the runtime, not the code under test.
/// </summary>
internal static class RuntimeCriticalSyscalls
{
    private static readonly FrozenSet<string> Calls = new[]
    {
        // The garbage collector's heap, the just-in-time compiler's code, malloc, thread stacks.
        "brk", "mmap", "munmap", "mprotect", "mremap", "madvise",

        // Locks, and the barrier with which the collector makes all threads see that they are to stop.
        "futex", "futex_wait", "futex_wake", "futex_waitv", "futex_requeue", "membarrier", "sched_yield",

        // New threads, and what glibc does first on them. fork and vfork are not here: only Process.Start makes them, and it
        // reports their errors as it should.
        "clone", "clone3", "set_robust_list", "get_robust_list", "set_tid_address", "rseq", "arch_prctl", "sched_getaffinity",
        "prlimit64",

        // Signals: the runtime stops threads with them, and turns SIGSEGV into NullReferenceException. getpid and gettid are part
        // of raise() and pthread_kill().
        "rt_sigaction", "rt_sigprocmask", "rt_sigpending", "rt_sigtimedwait", "rt_sigsuspend", "rt_sigqueueinfo",
        "rt_tgsigqueueinfo", "sigaltstack", "tgkill", "getpid", "gettid", "restart_syscall",
    }.ToFrozenSet();

    public static IEnumerable<string> Names => Calls;

    public static bool Contains(string syscall) => Calls.Contains(syscall);
}
