using System.Globalization;
using System.Net;

namespace Minderbinder.Testing;

/// <summary>That a process of a scope has connected to a place, once or several times.</summary>
public sealed record ConnectionEvidence
{
    internal ConnectionEvidence()
    {
    }

    /// <summary>The name that it asked for; null if it asked for none, or in a way that could not be seen.</summary>
    public required string? Host { get; init; }

    /// <summary>The address and port that it connected to. An address for a name of a failure is made up (192.0.2.1).</summary>
    public required IPEndPoint Endpoint { get; init; }

    /// <summary>The process, by the number that the test process knows it by.</summary>
    public required int ProcessId { get; init; }

    /// <summary>What the thread that connected called itself, cut to 15 characters by the kernel.</summary>
    public required string ProcessName { get; init; }

    /// <summary>The failure that it suffered; null if it was left alone.</summary>
    public required ConnectionFailure? Failure { get; init; }

    /// <summary>How often.</summary>
    public required long Count { get; init; }

    /// <summary>As a line of a test log shows it: <c>curl (123) to pay.example:443, 2 times: no_third_parties</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{ProcessName} ({ProcessId}) to {(Host is null ? Endpoint.ToString() : $"{Host}:{Endpoint.Port}")}{(Count == 1 ? "" : $", {Count} times")}"
        + $"{(Failure is null ? "" : $": {Failure.DisplayName}")}");
}
