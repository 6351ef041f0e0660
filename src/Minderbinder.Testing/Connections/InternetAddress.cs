using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Connections;

/// <summary>An address as programs give it to connect(2): <c>struct sockaddr_in</c> or <c>struct sockaddr_in6</c>.</summary>
/// <param name="Address">The address; one of IPv4 in a socket of IPv6 as that has it (::ffff:a.b.c.d).</param>
/// <param name="Port">The port.</param>
internal sealed record InternetAddress(IPAddress Address, int Port)
{
    public const int MinSize = 16;
    public const int MaxSize = 28;

    // include/linux/socket.h
    private const ushort InternetFamily = 2;
    private const ushort InternetFamily6 = 10;
    private const int PortPlace = 2;
    private const int AddressPlace = 4;
    private const int AddressPlace6 = 8;

    /// <summary>The address in these bytes; null if it is of another kind.</summary>
    public static InternetAddress? Read(ReadOnlySpan<byte> bytes)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[PortPlace..]);
        return MemoryMarshal.Read<ushort>(bytes) switch
        {
            InternetFamily => new(new IPAddress(bytes.Slice(AddressPlace, 4)), port),
            InternetFamily6 => new(new IPAddress(bytes.Slice(AddressPlace6, 16)), port),
            _ => null,
        };
    }

    /// <summary>Writes it, and says how many bytes it has.</summary>
    public int Write(Span<byte> bytes)
    {
        bytes.Clear();
        var isV4 = Address.AddressFamily == AddressFamily.InterNetwork;
        MemoryMarshal.Write(bytes, isV4 ? InternetFamily : InternetFamily6);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[PortPlace..], (ushort)Port);
        Address.TryWriteBytes(bytes[(isV4 ? AddressPlace : AddressPlace6)..], out _);
        return isV4 ? MinSize : MaxSize;
    }

    /// <summary>Where a socket that can reach this address reaches a server of the test; null if it cannot.</summary>
    public InternetAddress? Within(IPEndPoint v4, IPEndPoint? v6)
    {
        if (Address.AddressFamily == AddressFamily.InterNetwork)
            return new(v4.Address, v4.Port);
        if (Address.IsIPv4MappedToIPv6)
            return new(v4.Address.MapToIPv6(), v4.Port);
        return v6 is null ? null : new(v6.Address, v6.Port);
    }
}
