namespace Minderbinder.Testing;

/// <summary>Which packets a network failure is for, by the protocol that IP carries.</summary>
public enum NetworkProtocol
{
    /// <summary>All of them.</summary>
    Any,

    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,

    /// <summary>ICMP and ICMPv6: what <c>ping</c> sends.</summary>
    Icmp,
}
