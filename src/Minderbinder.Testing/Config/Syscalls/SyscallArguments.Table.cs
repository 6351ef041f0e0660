using System.Collections.Frozen;

namespace Minderbinder.Testing;

internal sealed partial record SyscallArguments
{
    // From section 2 of the manual, and include/linux/syscalls.h for the calls that it does not have.
    private static readonly FrozenDictionary<string, SyscallArguments> Table =
        Rows().ToFrozenDictionary(row => row.Syscall, row => row.Arguments);

    /// <summary>The calls that have a subject, in the order of the table.</summary>
    public static IEnumerable<string> Syscalls => Rows().Select(row => row.Syscall);

    private static IEnumerable<(string Syscall, SyscallArguments Arguments)> Rows() =>
    [
        // A path. What a symbolic link is to point to is text, not a path that anybody looks up: only the link is one.
        .. Row("open creat truncate access stat lstat statfs readlink chmod chown lchown utime utimes", Path(0)),
        .. Row("mkdir rmdir unlink mknod chdir chroot", Path(0)),
        .. Row("setxattr lsetxattr getxattr lgetxattr listxattr llistxattr removexattr lremovexattr", Path(0)),
        .. Row("execve uselib acct swapon swapoff umount2", Path(0)),
        .. Row("symlink quotactl", Path(1)),
        .. Row("rename link pivot_root mount", Path(0), Path(1)),

        // A path that starts at a folder.
        .. Row("openat openat2 mkdirat mknodat unlinkat readlinkat newfstatat statx faccessat faccessat2", Path(1, folder: 0)),
        .. Row("fchmodat fchmodat2 fchownat futimesat utimensat execveat name_to_handle_at", Path(1, folder: 0)),
        .. Row("setxattrat getxattrat listxattrat removexattrat file_getattr file_setattr", Path(1, folder: 0)),
        .. Row("open_tree open_tree_attr fspick mount_setattr", Path(1, folder: 0)),
        .. Row("symlinkat", Path(2, folder: 1)),
        .. Row("renameat renameat2 linkat move_mount", Path(1, folder: 0), Path(3, folder: 2)),

        // A path, and something to watch it with.
        .. Row("inotify_add_watch", Other(0), Path(1)),
        .. Row("fanotify_mark", Other(0), Path(4, folder: 3)),

        // A descriptor of anything.
        .. Row("read readv write writev close fstat ioctl fcntl dup vmsplice", Any(0)),
        .. Row("dup2 dup3 sendfile tee", Any(0), Second(1)),
        .. Row("splice epoll_ctl", Any(0), Second(2)),

        // A descriptor of a file or folder.
        .. Row("pread64 preadv preadv2 pwrite64 pwritev pwritev2 lseek getdents getdents64", File(0)),
        .. Row("fsync fdatasync sync_file_range syncfs ftruncate fallocate fadvise64 readahead cachestat flock", File(0)),
        .. Row("fchdir fchroot fchmod fchown fstatfs fsetxattr fgetxattr flistxattr fremovexattr", File(0)),
        .. Row("open_by_handle_at quotactl_fd finit_module setns", File(0)),
        .. Row("kexec_file_load", File(0), Second(1)),
        .. Row("copy_file_range", File(0), Second(2)),
        .. Row("mmap", File(4)),

        // A descriptor of a socket.
        .. Row("connect bind", Socket(0), SocketAddress(1)),
        .. Row("sendto", Socket(0), SocketAddress(4)),
        .. Row("sendmsg sendmmsg recvfrom recvmsg recvmmsg shutdown getsockname getpeername getsockopt setsockopt", Socket(0)),

        // A descriptor of something that has neither a path nor a peer; a listening socket has none yet.
        .. Row("listen accept accept4", Other(0)),
        .. Row("epoll_wait epoll_pwait epoll_pwait2 inotify_rm_watch signalfd signalfd4 timerfd_settime timerfd_gettime", Other(0)),
        .. Row("mq_timedsend mq_timedreceive mq_notify mq_getsetattr", Other(0)),
        .. Row("pidfd_send_signal pidfd_getfd process_madvise process_mrelease", Other(0)),
        .. Row("io_uring_enter io_uring_register fsconfig fsmount landlock_add_rule landlock_restrict_self", Other(0)),
        .. Row("perf_event_open", Other(3)),
    ];

    private static IEnumerable<(string Syscall, SyscallArguments Arguments)> Row(
        string syscalls, params Func<SyscallArguments, SyscallArguments>[] parts)
    {
        var arguments = parts.Aggregate(new SyscallArguments(), (arguments, part) => part(arguments));
        return syscalls.Split(' ').Select(syscall => (syscall, arguments));
    }

    private static Func<SyscallArguments, SyscallArguments> Path(int position, int? folder = null) =>
        arguments => arguments with { Paths = [.. arguments.Paths, new PathArgument(position, folder)] };

    private static Func<SyscallArguments, SyscallArguments> Any(int position) =>
        arguments => arguments with { Descriptor = position, CanBeFile = true, CanBeSocket = true };

    private static Func<SyscallArguments, SyscallArguments> File(int position) =>
        arguments => arguments with { Descriptor = position, CanBeFile = true };

    private static Func<SyscallArguments, SyscallArguments> Socket(int position) =>
        arguments => arguments with { Descriptor = position, CanBeSocket = true };

    private static Func<SyscallArguments, SyscallArguments> Other(int position) => arguments => arguments with { Descriptor = position };

    private static Func<SyscallArguments, SyscallArguments> Second(int position) =>
        arguments => arguments with { SecondDescriptor = position };

    private static Func<SyscallArguments, SyscallArguments> SocketAddress(int position) =>
        arguments => arguments with { Address = position };
}
