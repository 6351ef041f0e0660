using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>A failure that was paused, resumed, or given another rate while its scope was open.</summary>
public sealed record RateChange
{
    internal RateChange()
    {
    }

    /// <summary>The failure, as the config has it.</summary>
    public required Failure Failure { get; init; }

    /// <summary>When the change took effect.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The rate from then on, in percent; while the failure is paused, the one that it will resume with.</summary>
    public required double FailureRate { get; init; }

    /// <summary>Whether the failure was paused from then on.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>As a line of a test log shows it: <c>12:30:01.250 disk_full: paused</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{At:HH:mm:ss.fff} {Failure.DisplayName}: {(IsPaused ? "paused" : $"{FailureRate} percent")}");
}
