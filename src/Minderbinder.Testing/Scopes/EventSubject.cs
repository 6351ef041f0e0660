using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing;

/// <summary>What an event says of the call or packet that it is about.</summary>
internal static class EventSubject
{
    /// <summary>A path, or an address with a port; null if the filter looked at neither.</summary>
    public static string? Text(in Event happened)
    {
        ReadOnlySpan<byte> subject = happened.Subject;
        subject = subject[..(int)Math.Min(happened.SubjectSize, Limits.SubjectSize)];
        if (subject.IsEmpty)
            return null;
        return subject[0] != 0 ? Encoding.UTF8.GetString(subject) : PeerOf(Read(in happened)).ToString();
    }

    public static PacketInfo Packet(in Event happened)
    {
        var packet = Read(in happened);
        return new PacketInfo
        {
            Direction = packet.Place == (byte)Place.Leaving ? PacketDirection.Outgoing : PacketDirection.Incoming,
            Protocol = (ProtocolType)packet.Protocol switch
            {
                ProtocolType.Tcp => NetworkProtocol.Tcp,
                ProtocolType.Udp => NetworkProtocol.Udp,
                ProtocolType.Icmp => NetworkProtocol.Icmp,
                _ => NetworkProtocol.Any,
            },
            Peer = PeerOf(packet),
            LocalPort = packet.LocalPort,
            Length = (int)packet.Length,
        };
    }

    /// <summary>An address has less to say, and the rest is zero.</summary>
    private static PacketSubject Read(in Event happened)
    {
        ReadOnlySpan<byte> subject = happened.Subject;
        return MemoryMarshal.Read<PacketSubject>(subject);
    }

    private static IPEndPoint PeerOf(in PacketSubject packet)
    {
        var address = new IPAddress((ReadOnlySpan<byte>)packet.Address);
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, packet.Port);
    }
}
