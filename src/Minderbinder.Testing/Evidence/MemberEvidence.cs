namespace Minderbinder.Testing;

/// <summary>A process that belonged to a scope.</summary>
public sealed record MemberEvidence
{
    internal MemberEvidence(int processId, ValueList<string> names, int? exitCode) => (ProcessId, Names, ExitCode) = (processId, names, exitCode);

    /// <summary>Its number as the test process knows it; 0 if it cannot see it.</summary>
    public int ProcessId { get; internal init; }

    /// <summary>What it was called, one name for each program it executed, cut to 15 characters by the kernel.</summary>
    public ValueList<string> Names { get; internal init; }

    /// <summary>Its exit code, 128 and the signal for one that was killed; null while it runs.</summary>
    public int? ExitCode { get; internal init; }
}
