using System.Net;

namespace Minderbinder.Testing.Connections;

/// <summary>The hosts that members may connect to.</summary>
internal static class AllowedHosts
{
    public static string? FindProblem(IEnumerable<string> hosts) => hosts
        .Select(host => AddressText.TryParse(host ?? "", out _, out _) ? null : HostPattern.FindProblem(host ?? ""))
        .FirstOrDefault(problem => problem is not null);

    /// <summary>Connections to others.</summary>
    public static IReadOnlyList<ConnectionEvidence> FindOthers(IReadOnlyCollection<string> allowed, IEnumerable<ConnectionEvidence> connections) =>
        [.. connections.Where(connection => !IPAddress.IsLoopback(connection.Endpoint.Address) && !allowed.Any(host => Allows(host, connection)))];

    private static bool Allows(string host, ConnectionEvidence connection) => AddressText.TryParse(host, out var network, out _)
        ? network.Contains(connection.Endpoint.Address)
        : connection.Host is { } name && HostPattern.Matches(host, name);
}
