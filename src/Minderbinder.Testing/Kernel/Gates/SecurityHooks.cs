using System.Collections.Frozen;

namespace Minderbinder.Testing.Kernel.Gates;

/// <summary>
/// Which security hook stands in for which system call on kernels without error injection. From the callers of the
/// hooks in fs/, net/, mm/ and kernel/ of Linux 6.1 and 6.12.
/// </summary>
internal static class SecurityHooks
{
    private const string AfterLookup =
        "after the path was looked up: a path that does not exist gives ENOENT, one without search permission EACCES, before the injected error";
    private const string AfterDescriptor = "after the descriptor was looked up: a bad one gives EBADF before the injected error";
    private const string AfterSocket = "after the descriptor was looked up: EBADF and ENOTSOCK come before the injected error";
    private const string AfterAddress = AfterSocket + ", and so does EFAULT for a bad address argument";

    private static readonly FrozenDictionary<string, SecurityHook> Table = Rows().ToFrozenDictionary(row => row.Syscall, row => row.Hook);

    public static SecurityHook? For(string syscall) => Table.GetValueOrDefault(syscall);

    /// <summary>Every system call that can fail at a security hook, in the order of the table.</summary>
    public static IEnumerable<(string Syscall, SecurityHook Hook)> All => Rows();

    private static IEnumerable<(string Syscall, SecurityHook Hook)> Rows()
    {
        return
        [
            // Files, by path.
            .. Row(
                "open openat openat2 creat",
                "security_file_open",
                AfterLookup + "; with O_CREAT the file may have been created; O_PATH opens do not pass"),
            .. Row("execve execveat", "security_bprm_creds_for_exec", AfterLookup),
            .. Row("unlink", "security_inode_unlink", AfterLookup),
            .. Row("unlinkat", "security_inode_unlink security_inode_rmdir", AfterLookup),
            .. Row("rmdir", "security_inode_rmdir", AfterLookup),
            .. Row(
                "rename renameat renameat2",
                "security_inode_rename",
                AfterLookup + "; renaming a file to another link of itself does nothing and does not pass"),
            .. Row("mkdir mkdirat", "security_inode_mkdir", AfterLookup + "; EEXIST too"),
            .. Row("mknod mknodat", "security_inode_mknod", AfterLookup + "; EEXIST too; a regular file made by mknod does not pass"),
            .. Row("link linkat", "security_inode_link", AfterLookup + "; EEXIST and EXDEV too"),
            .. Row("symlink symlinkat", "security_inode_symlink", AfterLookup + "; EEXIST too"),
            .. Row("readlink readlinkat", "security_inode_readlink", AfterLookup + "; EINVAL for what is no link too"),
            .. Row(
                "chmod fchmodat fchmodat2 chown lchown fchownat utime utimes utimensat futimesat truncate",
                "security_inode_setattr",
                AfterLookup + "; EPERM for another's file too"),
            .. Row("stat lstat newfstatat statx", "security_inode_getattr", AfterLookup),
            .. Row("statfs", "security_sb_statfs", AfterLookup),
            .. Row("mount", "security_sb_mount", AfterLookup),
            .. Row("umount2", "security_sb_umount", AfterLookup + "; EINVAL for what is no mount point too"),
            .. Row("chroot", "security_path_chroot", AfterLookup + "; EPERM without CAP_SYS_CHROOT too"),

            // Files, by descriptor.
            .. Row(
                "read pread64 readv preadv preadv2 write pwrite64 writev pwritev pwritev2 getdents getdents64 fallocate",
                "security_file_permission",
                AfterDescriptor + "; so does EFAULT for a bad buffer"),
            .. Row("sendfile", "security_file_permission", AfterDescriptor + "; each call passes twice, once for either file, and counts twice"),
            .. Row("copy_file_range", "security_file_permission", AfterDescriptor
                + "; so do EXDEV and EINVAL for files that cannot be copied so; each call passes twice, once for either file, and counts twice"),
            .. Row("fstat", "security_inode_getattr", AfterDescriptor),
            .. Row("fstatfs", "security_sb_statfs", AfterDescriptor),
            .. Row(
                "ftruncate fchmod fchown",
                "security_inode_setattr",
                AfterDescriptor + "; ftruncate gives EINVAL for what is no regular file first"),
            .. Row("ioctl", "security_file_ioctl", AfterDescriptor),
            .. Row("fcntl", "security_file_fcntl", AfterDescriptor),
            .. Row("flock", "security_file_lock", AfterDescriptor),
            .. Row("mmap", "security_mmap_file", AfterDescriptor + "; anonymous mappings pass too"),
            .. Row(
                "mprotect",
                "security_file_mprotect",
                "after the range was looked up: ENOMEM for an unmapped one comes first, and part of a range may have changed"),

            .. Row(
                "io_uring_setup",
                "security_inode_init_security_anon",
                "after the parameters were checked: EFAULT and EINVAL come before the injected error"),

            // Sockets.
            .. Row(
                "socket",
                "security_socket_create",
                "after the family and type were checked for range: EINVAL and EAFNOSUPPORT come before the injected error"),
            .. Row("socketpair", "security_socket_create", "each call passes twice, once for either end, and counts twice"),
            .. Row("bind", "security_socket_bind", AfterAddress),
            .. Row("connect", "security_socket_connect", AfterAddress),
            .. Row("listen", "security_socket_listen", AfterSocket),
            .. Row("accept accept4", "security_socket_accept", AfterSocket + "; a connection stays in the queue"),
            .. Row("sendto sendmsg", "security_socket_sendmsg", AfterAddress),
            .. Row(
                "sendmmsg",
                "security_socket_sendmsg",
                AfterAddress + "; passes once for each message, and an error after the first message shows as fewer messages sent"),
            .. Row("recvfrom recvmsg", "security_socket_recvmsg", AfterSocket + "; nothing is taken from the queue"),
            .. Row("recvmmsg", "security_socket_recvmsg", AfterSocket + "; passes once for the first message"),
            .. Row("setsockopt", "security_socket_setsockopt", AfterSocket),
            .. Row("getsockopt", "security_socket_getsockopt", AfterSocket),
            .. Row("getsockname", "security_socket_getsockname", AfterSocket),
            .. Row("getpeername", "security_socket_getpeername", AfterSocket),
            .. Row("shutdown", "security_socket_shutdown", AfterSocket),

            // Processes.
            .. Row("fork vfork clone clone3", "security_task_alloc", "after the flags were checked: EINVAL comes before the injected error"),
            .. Row("kill tkill tgkill pidfd_send_signal", "security_task_kill", "after the process was looked up: ESRCH, and EPERM for another's "
                + "process, come before the injected error; kill to a group passes once for each process"),
            .. Row(
                "ptrace",
                "security_ptrace_access_check security_ptrace_traceme",
                "only PTRACE_ATTACH, PTRACE_SEIZE and PTRACE_TRACEME pass; ESRCH comes before the injected error"),
            .. Row("prlimit64 setrlimit", "security_task_setrlimit", "only for setting a limit; EINVAL and EPERM come before the injected error"),
        ];
    }

    private static IEnumerable<(string Syscall, SecurityHook Hook)> Row(string syscalls, string functions, string difference)
    {
        var hook = new SecurityHook(functions.Split(' '), difference);
        return syscalls.Split(' ').Select(syscall => (syscall, hook));
    }
}
