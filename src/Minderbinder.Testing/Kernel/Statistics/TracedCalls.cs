using System.Net;

namespace Minderbinder.Testing.Kernel.Statistics;

/// <summary>The same call on the same file, or with the same peer.</summary>
/// <param name="Syscall">The call's name.</param>
internal sealed record TracedCalls(string Syscall)
{
    /// <summary>The absolute path; the last 232 bytes of a longer one. Null for calls that are about none.</summary>
    public string? Path { get; init; }

    /// <summary>Where a socket leads; null for calls that are about none. Both are 0 for a socket that is not connected.</summary>
    public IPEndPoint? Peer { get; init; }

    public long Count { get; init; }

    /// <summary>How many of them returned an error.</summary>
    public long Failed { get; init; }

    /// <summary>How long they took together, waiting included.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>What the last one that failed returned: -2 for ENOENT.</summary>
    public long? LastError { get; init; }
}
