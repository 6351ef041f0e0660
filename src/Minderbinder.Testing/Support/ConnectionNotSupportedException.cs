namespace Minderbinder.Testing;

/// <summary>
/// Connections cannot be redirected here, so that a config's failures of connections cannot be brought about. Nothing was injected.
/// </summary>
public sealed class ConnectionNotSupportedException : MinderbinderException
{
    internal ConnectionNotSupportedException(IReadOnlyList<MechanismAttempt> attempts)
        : base($"Connections cannot be redirected here. Tried:\n"
            + $"{string.Join('\n', attempts.Select(attempt => $"  - {attempt.Mechanism}: {attempt.Refusal}"))}") =>
        Attempts = attempts;

    /// <summary>What was tried, in order, and why it did not do.</summary>
    public IReadOnlyList<MechanismAttempt> Attempts { get; }
}
