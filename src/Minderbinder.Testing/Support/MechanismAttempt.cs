namespace Minderbinder.Testing;

/// <summary>A mechanism that was tried for a system call, and why it did not do.</summary>
public sealed record MechanismAttempt
{
    internal MechanismAttempt(Mechanism mechanism, string refusal) => (Mechanism, Refusal) = (mechanism, refusal);

    /// <summary>The mechanism.</summary>
    public Mechanism Mechanism { get; }

    /// <summary>What stands in the way.</summary>
    public string Refusal { get; }
}
