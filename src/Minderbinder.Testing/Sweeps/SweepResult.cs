namespace Minderbinder.Testing;

/// <summary>What became of one run.</summary>
public sealed record SweepResult
{
    internal SweepResult()
    {
    }

    /// <summary>What failed.</summary>
    public required SweepCase Case { get; init; }

    /// <summary>What came of it.</summary>
    public required SweepOutcome Outcome { get; init; }

    /// <summary>Whether the failure happened.</summary>
    public required bool IsReached { get; init; }

    /// <summary>What was found: the message of the body's exception, or which process crashed or hung. Empty if nothing was.</summary>
    public string Problem { get; init; } = "";

    /// <summary>The type of the body's exception; null if it threw none.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>What is known of the run's scope; null where it could not be opened.</summary>
    public ScopeEvidence? Evidence { get; init; }

    /// <summary>The processes of the run, how they ended, and the last that they wrote; kept where something was found, and for silence.</summary>
    public string Output { get; init; } = "";

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether this is something to mend.</summary>
    public bool IsFinding => Outcome is SweepOutcome.Broken or SweepOutcome.Hung or SweepOutcome.Crashed;
}
