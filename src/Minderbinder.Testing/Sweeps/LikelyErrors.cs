using System.Collections.Frozen;

namespace Minderbinder.Testing;

/// <summary>
/// The errors that a sweep gives to each system call: of those that section 2 of the manual lists, the ones that programs meet in practice.
/// </summary>
internal static class LikelyErrors
{
    private static readonly Row[] Rows =
    [
        // Names and folders.
        .. Of(SyscallGroup.Files, "openat open openat2 creat", Errno.EACCES, Errno.EMFILE, Errno.ENOSPC),
        .. Of(SyscallGroup.Files, "stat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat", Errno.EACCES, Errno.EIO),
        .. Of(SyscallGroup.Files, "mkdir mkdirat symlink symlinkat mknod mknodat", Errno.ENOSPC, Errno.EACCES),
        .. Of(SyscallGroup.Files, "rename renameat renameat2 link linkat", Errno.EACCES, Errno.ENOSPC, Errno.EXDEV),
        .. Of(SyscallGroup.Files, "unlink unlinkat rmdir", Errno.EACCES, Errno.EIO),
        .. Of(SyscallGroup.Files, "chmod fchmod fchmodat chown fchown lchown fchownat utimensat", Errno.EPERM, Errno.EROFS),
        .. Of(SyscallGroup.Files, "setxattr lsetxattr fsetxattr", Errno.EOPNOTSUPP, Errno.ENOSPC),
        .. Of(SyscallGroup.Files, "getdents64 fstat statfs fstatfs", Errno.EIO),
        .. Of(SyscallGroup.Files, "chdir fchdir", Errno.EACCES),

        // Contents.
        .. Of(SyscallGroup.Files, "pread64 preadv preadv2", Errno.EIO),
        .. Of(SyscallGroup.Files, "pwrite64 pwritev pwritev2", Errno.ENOSPC, Errno.EIO, Errno.EDQUOT),
        .. Of(SyscallGroup.Files, "fsync fdatasync sync_file_range syncfs msync", Errno.EIO),
        .. Of(SyscallGroup.Files, "ftruncate truncate", Errno.EIO),
        .. Of(SyscallGroup.Files, "fallocate", Errno.ENOSPC, Errno.EOPNOTSUPP),
        .. Of(SyscallGroup.Files, "copy_file_range sendfile", Errno.ENOSPC, Errno.EIO, Errno.EXDEV),
        .. Of(SyscallGroup.Files, "flock", Errno.ENOLCK),
        .. Of(SyscallGroup.Files, "close", Errno.EIO),

        // These are on whatever the descriptor is.
        new("read", SyscallGroup.Files | SyscallGroup.Sockets, [Errno.EIO], [Errno.ECONNRESET, Errno.ETIMEDOUT]),
        new("readv", SyscallGroup.Files | SyscallGroup.Sockets, [Errno.EIO], [Errno.ECONNRESET, Errno.ETIMEDOUT]),
        new("write", SyscallGroup.Files | SyscallGroup.Sockets, [Errno.ENOSPC, Errno.EIO, Errno.EDQUOT], [Errno.EPIPE, Errno.ECONNRESET]),
        new("writev", SyscallGroup.Files | SyscallGroup.Sockets, [Errno.ENOSPC, Errno.EIO, Errno.EDQUOT], [Errno.EPIPE, Errno.ECONNRESET]),

        .. Of(SyscallGroup.Sockets, "socket", Errno.EMFILE, Errno.ENOBUFS),
        .. Of(SyscallGroup.Sockets, "connect", Errno.ECONNREFUSED, Errno.ETIMEDOUT, Errno.ENETUNREACH),
        .. Of(SyscallGroup.Sockets, "bind", Errno.EADDRINUSE, Errno.EACCES),
        .. Of(SyscallGroup.Sockets, "listen", Errno.EADDRINUSE),
        .. Of(SyscallGroup.Sockets, "accept accept4", Errno.EMFILE, Errno.ECONNABORTED),
        .. Of(SyscallGroup.Sockets, "sendto sendmsg sendmmsg", Errno.EPIPE, Errno.ECONNRESET),
        .. Of(SyscallGroup.Sockets, "recvfrom recvmsg recvmmsg", Errno.ECONNRESET, Errno.ETIMEDOUT),

        .. Of(SyscallGroup.Processes, "execve execveat", Errno.EACCES, Errno.ENOMEM),
        .. Of(SyscallGroup.Processes, "clone clone3 fork vfork", Errno.EAGAIN, Errno.ENOMEM),

        .. Of(SyscallGroup.Memory, "mmap mremap mprotect", Errno.ENOMEM),

        .. Of(
            SyscallGroup.Descriptors,
            "pipe pipe2 dup dup2 dup3 eventfd2 epoll_create1 memfd_create timerfd_create signalfd4 inotify_init1",
            Errno.EMFILE),
    ];

    private static readonly FrozenDictionary<string, Row> ByName = Rows.ToFrozenDictionary(row => row.Syscall);

    public static IEnumerable<string> SyscallsOf(SyscallGroup groups) => Rows.Where(row => (row.Groups & groups) != 0).Select(row => row.Syscall);

    /// <summary>The errors of a call on a file, a socket, or neither; none if the table has none.</summary>
    public static IReadOnlyList<Errno> For(string syscall, SubjectKind subject) => !ByName.TryGetValue(syscall, out var row) ? []
        : subject == SubjectKind.Path || row.OnSockets.Length == 0 ? row.Errors
        : row.OnSockets;

    /// <summary>
    /// Whether the groups mean a call on such a thing: read and write belong to files on files, and to sockets on all else. A close that
    /// fails does close, on Linux, and one that is made to fail does not: on a pipe, whoever waits for its end would wait for ever.
    /// </summary>
    public static bool Means(SyscallGroup groups, string syscall, SubjectKind subject)
    {
        if (!ByName.TryGetValue(syscall, out var row) || (syscall == "close" && subject != SubjectKind.Path))
            return false;
        var meant = row.OnSockets.Length == 0 ? row.Groups : subject == SubjectKind.Path ? SyscallGroup.Files : SyscallGroup.Sockets;
        return (groups & meant) != 0;
    }

    private static IEnumerable<Row> Of(SyscallGroup group, string syscalls, params Errno[] errors) =>
        syscalls.Split(' ').Select(syscall => new Row(syscall, group, errors, []));

    private sealed record Row(string Syscall, SyscallGroup Groups, Errno[] Errors, Errno[] OnSockets);
}
