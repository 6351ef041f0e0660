using System.Collections.Frozen;

namespace Minderbinder.Testing;

/// <summary>
/// Functions of the C library that people take for system calls because section 2 of the manual, or a debugger, shows them,
/// with the call that glibc makes for them. Not complete: it saves a detour, the list of real names does the refusing.
/// </summary>
internal static class CLibraryNames
{
    private static readonly FrozenDictionary<string, string> Syscalls = new Dictionary<string, string>
    {
        ["fopen"] = "openat",
        ["open64"] = "openat",
        ["openat64"] = "openat",
        ["creat64"] = "creat",
        ["fread"] = "read",
        ["fwrite"] = "write",
        ["pread"] = "pread64",
        ["pwrite"] = "pwrite64",
        ["readdir"] = "getdents64",
        ["lseek64"] = "lseek",
        ["truncate64"] = "truncate",
        ["ftruncate64"] = "ftruncate",
        ["posix_fallocate"] = "fallocate",
        ["posix_fadvise"] = "fadvise64",
        ["sendfile64"] = "sendfile",
        ["stat64"] = "newfstatat",
        ["fstatat"] = "newfstatat",
        ["fstatat64"] = "newfstatat",
        ["statvfs"] = "statfs",
        ["umount"] = "umount2",
        ["mmap64"] = "mmap",
        ["send"] = "sendto",
        ["recv"] = "recvfrom",
        ["pselect"] = "pselect6",
        ["sleep"] = "clock_nanosleep",
        ["usleep"] = "clock_nanosleep",
        ["sigaction"] = "rt_sigaction",
        ["sigprocmask"] = "rt_sigprocmask",
        ["wait"] = "wait4",
        ["waitpid"] = "wait4",
        ["posix_spawn"] = "clone3",
        ["pthread_create"] = "clone3",
    }.ToFrozenDictionary();

    public static IEnumerable<string> Functions => Syscalls.Keys;

    public static string? SyscallBehind(string function) =>
        Syscalls.GetValueOrDefault(function) is { } syscall ? SyscallTwins.OnThisProcessor(syscall) : null;
}
