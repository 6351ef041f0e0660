namespace Minderbinder.Testing;

/// <summary>One system call that was made to fail, one packet that was lost or damaged, or one connection or name that a failure chose.</summary>
public sealed record Injection
{
    internal Injection()
    {
    }

    /// <summary>What made it fail.</summary>
    public required Failure Failure { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which of the matching calls or packets of this failure it was, from 1, counted over all processes of the scope.</summary>
    public required long Call { get; init; }

    /// <summary>
    /// The process (for a packet, the one that its socket belongs to), by the number that the test process knows it by; 0 if it cannot see it.
    /// </summary>
    public required int ProcessId { get; init; }

    /// <summary>The thread, likewise.</summary>
    public required int ThreadId { get; init; }

    /// <summary>What the thread called itself, cut to 15 characters by the kernel.</summary>
    public required string ProcessName { get; init; }

    /// <summary>The system call; null for a packet, a connection and a name.</summary>
    public string? Syscall { get; init; }

    /// <summary>
    /// What it returned instead of running; null for a packet, a connection and a name, and for a call that does run: late, shorter, or on another
    /// file.
    /// </summary>
    public long? Returned { get; init; }

    /// <summary>The packet; null for all else.</summary>
    public PacketInfo? Packet { get; init; }

    /// <summary>
    /// Where a connection was to go: the name or address, and the port (<c>db.internal:5432</c>); the name that was asked for. Of a system
    /// call, what the filter of the failure looked at: the end of a path (256 bytes at most) or an address with a port; null without a filter
    /// that looks at either. Null for a packet.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>As a line of a test log shows it.</summary>
    public override string ToString()
    {
        if (Packet is not null)
            return $"{Failure.DisplayName}: {Packet}, packet {Call}, of {PrintableText.Of(ProcessName)} ({ProcessId})";
        if (Failure is ConnectionFailure connection)
            return $"{Failure.DisplayName}: {(connection.Dns is null ? "connection to" : "question for")} {PrintableText.Of(Subject ?? "")}, number "
                + $"{Call}, of {PrintableText.Of(ProcessName)} ({ProcessId})";
        var result = Returned is { } returned ? $" = {ErrnoNames.Print(returned)}" : "";
        return $"{Failure.DisplayName}: {Syscall}{(Subject is null ? "" : $" {PrintableText.Of(Subject)}")}{result}, call {Call}, in "
            + $"{PrintableText.Of(ProcessName)} ({ProcessId})";
    }
}
