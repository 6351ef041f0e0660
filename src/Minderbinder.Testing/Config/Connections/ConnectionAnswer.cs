using System.Net;

namespace Minderbinder.Testing;

/// <summary>Servers that answer connections.</summary>
public static class ConnectionAnswer
{
    /// <summary>A server of the test that listens somewhere, for all connections that a failure means.</summary>
    /// <param name="endpoint">Where it listens.</param>
    public static IConnectionAnswer At(IPEndPoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new OneEndpoint(endpoint);
    }

    internal sealed record OneEndpoint(IPEndPoint Endpoint) : IConnectionAnswer
    {
        public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

        public IPEndPoint EndpointFor(string host, int port, bool isTls) => Endpoint;

        public bool Equals(OneEndpoint? other) => other is not null && Endpoint.Equals(other.Endpoint);

        public override int GetHashCode() => Endpoint.GetHashCode();
    }
}
