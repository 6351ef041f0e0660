using Minderbinder.Testing;

namespace Minderbinder.Tool.Screen;

/// <summary>All that the screen shows, at one moment: data alone, so that what is drawn depends on nothing else.</summary>
internal sealed record ScreenModel
{
    /// <summary>The config's file.</summary>
    public required string Title { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required ulong Seed { get; init; }

    public IReadOnlyList<FailureRow> Failures { get; init; } = [];

    public IReadOnlyList<MemberRow> Members { get; init; } = [];

    /// <summary>Injections as lines, oldest first.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    public IReadOnlyList<(string Peer, long Packets)> Peers { get; init; } = [];

    /// <summary>System calls; null where they cannot be counted.</summary>
    public CallsPart? Calls { get; init; }

    public ScreenState State { get; init; } = new();

    /// <summary>The lines of the log that the user wants to see.</summary>
    public IReadOnlyList<string> FilteredLog => [.. Log.Where(line => line.Contains(State.Filter, StringComparison.Ordinal))];
}

/// <summary>One failure.</summary>
internal sealed record FailureRow(Failure Failure, Mechanism Mechanism, long Matched, long Injected, long Dropped)
{
    public required double Rate { get; init; }

    public required bool IsPaused { get; init; }

    /// <summary>How long ago it was last seen to be injected; null for never.</summary>
    public TimeSpan? Last { get; init; }

    /// <summary>Injections in each of the last intervals, oldest first.</summary>
    public IReadOnlyList<long> History { get; init; } = [];
}

/// <summary>One process, below its parent.</summary>
internal sealed record MemberRow(int Depth, int ProcessId, string Name, TimeSpan Age, int? ExitCode);

/// <summary>What processes do, failures or not.</summary>
/// <param name="Succeeded">System calls in each of the last intervals, oldest first.</param>
/// <param name="Failed">Those of them that returned an error.</param>
/// <param name="Switches">Context switches in each.</param>
/// <param name="Rows">By name, most frequent first.</param>
internal sealed record CallsPart(
    IReadOnlyList<long> Succeeded, IReadOnlyList<long> Failed, IReadOnlyList<long> Switches, IReadOnlyList<CallRow> Rows);

/// <summary>One system call.</summary>
internal sealed record CallRow(string Syscall, double PerSecond, long Total, long Errors, TimeSpan Last);
