namespace Minderbinder.Testing;

/// <summary>System calls that belong together: those for which a sweep knows errors.</summary>
[Flags]
public enum SyscallGroup
{
    /// <summary>On files and folders: openat, read, write, fsync, rename, unlink, ...</summary>
    Files = 1,

    /// <summary>On sockets: connect, accept, sendto, recvfrom, ..., with read and write on them.</summary>
    Sockets = 2,

    /// <summary>That make processes and threads: execve, clone, fork, ...</summary>
    Processes = 4,

    /// <summary>That ask for memory: mmap, mremap, mprotect.</summary>
    Memory = 8,

    /// <summary>That need a free descriptor: pipe2, dup, epoll_create1, ...</summary>
    Descriptors = 16,

    /// <summary>All of them.</summary>
    All = Files | Sockets | Processes | Memory | Descriptors,
}
