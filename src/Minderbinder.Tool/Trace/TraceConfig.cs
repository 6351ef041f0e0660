using Minderbinder.Testing;
using Minderbinder.Testing.Kernel.Statistics;

namespace Minderbinder.Tool.Trace;

/// <summary>A config made of a trace: a failure for each call that a program is likely to have to cope with, filled with what was seen.</summary>
internal static class TraceConfig
{
    private const int MostPaths = 4; // that a filter can have
    private const int MostPathsInComment = 8;

    /// <summary>Which calls, and the error that is the most telling of each.</summary>
    private static readonly (string Syscalls, Errno Error)[] Interesting =
    [
        ("fsync fdatasync sync_file_range msync read pread64 readv preadv ftruncate", Errno.EIO),
        ("write pwrite64 writev pwritev pwritev2 fallocate mkdir mkdirat copy_file_range", Errno.ENOSPC),
        ("openat open openat2 creat stat lstat newfstatat statx unlink unlinkat chmod fchmod fchmodat", Errno.EACCES),
        ("rename renameat renameat2 link linkat symlink symlinkat rmdir", Errno.EROFS),
        ("flock", Errno.EAGAIN),
        ("connect", Errno.ECONNREFUSED),
        ("sendto sendmsg sendmmsg", Errno.EPIPE),
        ("recvfrom recvmsg", Errno.ECONNRESET),
        ("socket accept accept4 pipe2 epoll_create1", Errno.EMFILE),
        ("bind", Errno.EADDRINUSE),
        ("execve clone clone3 fork vfork", Errno.EAGAIN),
        ("mmap", Errno.ENOMEM),
    ];

    /// <summary>What every program does before it does what it is for.</summary>
    private static readonly string[] Elsewhere =
    [
        "/lib/", "/lib64/", "/usr/", "/proc/", "/sys/", "/dev/", "/etc/ld.so", "/etc/nsswitch.conf", "/var/run/nscd/", "/run/nscd/",
    ];

    public static string Write(IReadOnlyList<TracedCalls> calls, string program)
    {
        var failures = Interesting.SelectMany(row => row.Syscalls.Split(' ').Select(syscall => (Syscall: syscall, row.Error)))
            .Select(row => (row.Syscall, row.Error, Seen: calls.Where(call => call.Syscall == row.Syscall && IsOfInterest(call)).ToArray()))
            .Where(row => row.Seen.Length > 0)
            .OrderByDescending(row => row.Seen.Sum(call => call.Count))
            .Select(row => (Failure: FailureOf(row.Syscall, row.Error, row.Seen), row.Seen))
            .ToArray();
        if (failures.Length == 0)
            return $"# {PrintableText.Of(program)} made no call that is worth a failure.\n";

        var comments = new Queue<string>(failures.Select(row => CommentOf(row.Seen)));
        var lines = new FailureConfig([.. failures.Select(row => row.Failure)]).ToYaml().TrimEnd().Split('\n')
            .Select(line => line.StartsWith("    - ", StringComparison.Ordinal) ? $"{comments.Dequeue()}{line}" : line);
        return $"""
            # Made by 'minderbinder trace --as-config' of {PrintableText.Of(program)}.
            # Keep the failures that you want to see; all at once, the first ones hide the others.
            # yaml-language-server: $schema=failure-config.schema.json
            {string.Join('\n', lines)}

            """;
    }

    private static bool IsOfInterest(TracedCalls call) =>
        call.Path is not null ? !Elsewhere.Any(folder => call.Path.StartsWith(folder, StringComparison.Ordinal)) && call.Path.Length < 200
        : call.Peer is { Port: > 0 }
            || SyscallArguments.For(call.Syscall) is { HasPath: false, HasPeer: false } or { CanBeFile: false, CanBeSocket: true };

    private static SyscallFailure FailureOf(string syscall, Errno error, TracedCalls[] seen)
    {
        string[] paths = [.. seen.Select(call => call.Path).OfType<string>().Distinct().Take(MostPaths).Select(PatternOf)];
        PortRange[] ports =
        [
            .. seen.Select(call => call.Peer?.Port ?? 0).Where(port => port > 0).Distinct().Take(MostPaths).Select(port => new PortRange(port, port)),
        ];
        var filter = paths.Length > 0 ? new CallFilter { Paths = [.. paths] } : ports.Length > 0 ? new CallFilter { Ports = [.. ports] } : null;
        return new SyscallFailure(syscall, error) { Name = $"{syscall}_{error}".ToLowerInvariant(), When = filter };
    }

    /// <summary>A pattern that means this path and no other.</summary>
    private static string PatternOf(string path) =>
        string.Concat(path.Select(character => character is '*' or '?' or '[' or '\\' ? $"\\{character}" : $"{character}"));

    private static string CommentOf(TracedCalls[] seen)
    {
        var (count, failed) = (seen.Sum(call => call.Count), seen.Sum(call => call.Failed));
        var subjects = seen.Select(TraceTable.SubjectOf).Where(subject => subject.Length > 0).Distinct().ToArray();
        var shown = string.Join(", ", subjects.Skip(MostPaths).Take(MostPathsInComment));
        var more = subjects.Length > MostPaths ? $"; also {shown}{(subjects.Length > MostPaths + MostPathsInComment ? ", ..." : "")}" : "";
        return $"    # {count} {(count == 1 ? "call" : "calls")}, {failed} failed already{more}\n";
    }
}
