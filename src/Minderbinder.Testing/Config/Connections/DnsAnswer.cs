namespace Minderbinder.Testing;

/// <summary>What becomes of a question for a name.</summary>
public enum DnsAnswer
{
    /// <summary>There is no such name (NXDOMAIN).</summary>
    Nxdomain,

    /// <summary>The server cannot say (SERVFAIL).</summary>
    Servfail,

    /// <summary>Nobody answers.</summary>
    Timeout,

    /// <summary>The true answer comes late, by <see cref="ConnectionFailure.Latency"/>.</summary>
    Latency,
}
