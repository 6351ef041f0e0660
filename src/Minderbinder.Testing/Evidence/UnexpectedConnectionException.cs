namespace Minderbinder.Testing;

/// <summary>A process of the scope connected to a host that <see cref="FailureScopeOptions.AllowedHosts"/> does not have.</summary>
public sealed class UnexpectedConnectionException : MinderbinderException
{
    internal UnexpectedConnectionException(IReadOnlyList<ConnectionEvidence> connections, IReadOnlyCollection<string> allowed)
        : base(Explain(connections, allowed)) => Connections = connections;

    /// <summary>Those connections.</summary>
    public IReadOnlyList<ConnectionEvidence> Connections { get; }

    private static string Explain(IReadOnlyList<ConnectionEvidence> connections, IReadOnlyCollection<string> allowed) =>
        $"Processes of the scope connected to hosts that are not allowed:\n"
        + $"{string.Join('\n', connections.Select(connection => $"  - {connection}"))}\n"
        + (allowed.Count == 0
            ? "Only this machine itself (loopback) is allowed."
            : $"Allowed are: {string.Join(", ", allowed)}, and this machine itself (loopback).")
        + $" If that is all right, add the host to {nameof(FailureScopeOptions)}.{nameof(FailureScopeOptions.AllowedHosts)}.";
}
