namespace Minderbinder.Testing;

/// <summary>One system call that was made to fail.</summary>
public sealed record Injection
{
    internal Injection()
    {
    }

    /// <summary>What made it fail.</summary>
    public required Failure Failure { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which of the matching calls of this failure it was, from 1, counted over all processes of the scope.</summary>
    public required long Call { get; init; }

    /// <summary>The process, by the number that the test process knows it by; 0 if it cannot see it.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The thread, likewise.</summary>
    public required int ThreadId { get; init; }

    /// <summary>What the thread called itself, cut to 15 characters by the kernel.</summary>
    public required string ProcessName { get; init; }

    /// <summary>The system call.</summary>
    public required string Syscall { get; init; }

    /// <summary>What it returned instead of running.</summary>
    public required long Returned { get; init; }

    /// <summary>
    /// What the filter of the failure looked at: the end of a path (256 bytes at most) or an address with a port. Null
    /// without a filter that looks at either.
    /// </summary>
    public required string? Subject { get; init; }

    /// <summary>As a line of a test log shows it.</summary>
    public override string ToString() =>
        $"{Failure.DisplayName}: {Syscall}{(Subject is null ? "" : $" {Subject}")} = {ErrnoNames.Print(Returned)}, call {Call}, in {ProcessName} ({ProcessId})";
}
