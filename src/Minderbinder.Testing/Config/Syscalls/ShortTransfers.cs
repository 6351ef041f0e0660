using System.Collections.Frozen;

namespace Minderbinder.Testing;

/// <summary>The system calls that transfer bytes and may transfer fewer than they were asked to: they can be cut short.</summary>
internal static class ShortTransfers
{
    public static IReadOnlyList<string> Syscalls { get; } =
    [
        "read", "write", "pread64", "pwrite64", "readv", "writev", "preadv", "pwritev", "preadv2", "pwritev2",
        "recvfrom", "sendto", "recvmsg", "sendmsg",
    ];

    private static readonly FrozenSet<string> Set = Syscalls.ToFrozenSet();

    public static bool Contains(string syscall) => Set.Contains(syscall);
}
