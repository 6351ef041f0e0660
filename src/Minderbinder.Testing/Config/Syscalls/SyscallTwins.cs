using System.Collections.Frozen;

namespace Minderbinder.Testing;

/// <summary>
/// The calls of x86-64 that arm64 does not have because a newer one does their work, with the call that glibc makes in their place there.
/// </summary>
internal static class SyscallTwins
{
    private static readonly FrozenDictionary<string, string> Twins = new Dictionary<string, string>
    {
        // Those that take a folder, and end in "at".
        ["open"] = "openat",
        ["creat"] = "openat",
        ["access"] = "faccessat",
        ["stat"] = "newfstatat",
        ["lstat"] = "newfstatat",
        ["mkdir"] = "mkdirat",
        ["mknod"] = "mknodat",
        ["rmdir"] = "unlinkat",
        ["unlink"] = "unlinkat",
        ["rename"] = "renameat",
        ["link"] = "linkat",
        ["symlink"] = "symlinkat",
        ["readlink"] = "readlinkat",
        ["chmod"] = "fchmodat",
        ["chown"] = "fchownat",
        ["lchown"] = "fchownat",
        ["utime"] = "utimensat",
        ["utimes"] = "utimensat",
        ["futimesat"] = "utimensat",

        // Those that take flags, or more of them.
        ["pipe"] = "pipe2",
        ["dup2"] = "dup3",
        ["eventfd"] = "eventfd2",
        ["signalfd"] = "signalfd4",
        ["inotify_init"] = "inotify_init1",
        ["epoll_create"] = "epoll_create1",
        ["epoll_wait"] = "epoll_pwait",
        ["poll"] = "ppoll",
        ["select"] = "pselect6",
        ["pause"] = "ppoll",
        ["getdents"] = "getdents64",
        ["fork"] = "clone",
        ["vfork"] = "clone",
        ["getpgrp"] = "getpgid",
        ["alarm"] = "setitimer",
    }.ToFrozenDictionary();

    public static IEnumerable<(string Syscall, string Twin)> All => Twins.Select(pair => (pair.Key, pair.Value));

    /// <summary>The call in its place where a processor does not have it; null if there is none.</summary>
    public static string? For(string syscall) => Twins.GetValueOrDefault(syscall);

    /// <summary>The call that a failure is about on this processor.</summary>
    public static string CallOf(SyscallFailure failure) => failure.OrTwin ? OnThisProcessor(failure.Syscall) : failure.Syscall;

    /// <summary>The call itself, or its twin where this processor does not have it.</summary>
    public static string OnThisProcessor(string syscall) => SyscallTable.Contains(syscall) ? syscall : For(syscall) ?? syscall;

    /// <summary>What is wrong with a name that is a call of another processor; null if it is a call of this one, or of none.</summary>
    public static string? FindProblem(string name, Processor processor)
    {
        if (!SyscallTable.NamesAnywhere.Contains(name) || SyscallTable.CallsOf(processor).Any(call => call.Name == name))
            return null;
        return For(name) is { } twin
            ? $"{processor.Name} has no system call '{name}'; its programs make '{twin}' instead"
            : $"{processor.Name} has no system call '{name}', and no other in its place";
    }
}
