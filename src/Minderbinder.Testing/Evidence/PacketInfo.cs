using System.Net;

namespace Minderbinder.Testing;

/// <summary>A packet, as its headers describe it.</summary>
public sealed record PacketInfo
{
    internal PacketInfo()
    {
    }

    /// <summary>Which way it went.</summary>
    public required PacketDirection Direction { get; init; }

    /// <summary>What IP carried in it; <see cref="NetworkProtocol.Any"/> for a protocol that has no name here.</summary>
    public required NetworkProtocol Protocol { get; init; }

    /// <summary>Where it went to or came from. The port is 0 where the protocol has none.</summary>
    public required IPEndPoint Peer { get; init; }

    /// <summary>The process's own port; 0 where the protocol has none.</summary>
    public required int LocalPort { get; init; }

    /// <summary>The bytes of its payload, after the header of TCP, UDP or ICMP.</summary>
    public required int Length { get; init; }

    /// <summary>As a line of a test log shows it: <c>tcp to 127.0.0.1:5432, 64 bytes</c>.</summary>
    public override string ToString()
    {
        var protocol = Protocol == NetworkProtocol.Any ? "packet" : Protocol.ToString().ToLowerInvariant();
        var peer = Protocol is NetworkProtocol.Tcp or NetworkProtocol.Udp ? Peer.ToString() : Peer.Address.ToString();
        return $"{protocol} {(Direction == PacketDirection.Outgoing ? "to" : "from")} {peer}, {Length} bytes";
    }
}
