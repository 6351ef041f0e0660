using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>A call that the run made while it was learned, and that can fail.</summary>
public sealed record SweepPoint
{
    internal SweepPoint()
    {
    }

    /// <summary>The system call.</summary>
    public required string Syscall { get; init; }

    /// <summary>
    /// The path or peer that it is about, with stars for what varies from run to run, and without the run's own folder in front. Empty for
    /// neither.
    /// </summary>
    public required string Subject { get; init; }

    /// <summary>Which of the calls on the same subject it is, or without one, of all calls of this name; from 1.</summary>
    public required long Ordinal { get; init; }

    /// <summary>When it came, since the run began.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>What the thread called itself that made it.</summary>
    public required string ProcessName { get; init; }

    /// <summary>A label that is the same in each run: <c>pwrite64 folder-1/orders.db #3</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Syscall}{(Subject.Length == 0 ? "" : $" {Subject}")} #{Ordinal}");
}
