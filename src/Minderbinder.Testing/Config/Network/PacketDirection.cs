namespace Minderbinder.Testing;

/// <summary>Which way packets go, as seen from the process under test.</summary>
public enum PacketDirection
{
    /// <summary>It sends them.</summary>
    Outgoing,

    /// <summary>They are sent to it.</summary>
    Incoming,
}
