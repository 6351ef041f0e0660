using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp;

/// <content>The address and port that a call on a socket is about.</content>
internal sealed unsafe partial class CallReader
{
    // include/linux/socket.h, struct sockaddr_in and struct sockaddr_in6
    private const ushort InternetFamily = 2;
    private const ushort InternetFamily6 = 10;
    private const int PortPlace = 2;
    private const int AddressPlace = 4;
    private const int AddressPlace6 = 8;
    private const int AddressSize = 28;

    private AddressBytes _address;

    /// <summary>The address that was read last, IPv4 as ::ffff:a.b.c.d.</summary>
    public ReadOnlySpan<byte> Address => _address;

    /// <summary>The port that was read last.</summary>
    public ushort Port { get; private set; }

    public Readable ReadPeer(in Call call, in SubjectPlace place)
    {
        if (place.Address >= 0 && call.Argument(place.Address) is > 0 and var address)
            return ReadAddress(call, address);
        return place.Descriptor[0] < 0 ? Readable.None : ReadConnectedPeer(call, (int)call.Argument(place.Descriptor[0]));
    }

    private Readable ReadAddress(in Call call, ulong address)
    {
        Span<byte> bytes = stackalloc byte[AddressSize];
        if (!ReadMemory(call, address, bytes[..AddressPlace6]))
            return Readable.No;
        if (MemoryMarshal.Read<ushort>(bytes) == InternetFamily6 && !ReadMemory(call, address + AddressPlace6, bytes.Slice(AddressPlace6, 16)))
            return Readable.No;
        return Keep(bytes);
    }

    private Readable ReadConnectedPeer(in Call call, int descriptor)
    {
        var socket = call.TakeDescriptor(descriptor);
        if (socket < 0)
            return (Errno)Marshal.GetLastPInvokeError() == Errno.EBADF ? Readable.None : Readable.No;

        var bytes = stackalloc byte[AddressSize];
        var (size, isKnown) = ((uint)AddressSize, false);
        if (LibC.TryGetPeerName(socket, bytes, &size))
        {
            isKnown = true;
        }
        else if ((Errno)Marshal.GetLastPInvokeError() == Errno.ENOTCONN && LibC.GetSocketName(socket, bytes, &size) == 0)
        {
            // One that has no peer yet has the address 0 and the port 0 for one, as in the kernel.
            new Span<byte>(bytes + PortPlace, AddressSize - PortPlace).Clear();
            isKnown = true;
        }

        _ = LibC.CloseDescriptor(socket);
        return isKnown ? Keep(new ReadOnlySpan<byte>(bytes, AddressSize)) : Readable.None;
    }

    private Readable Keep(ReadOnlySpan<byte> bytes)
    {
        Port = BinaryPrimitives.ReadUInt16BigEndian(bytes[PortPlace..]);
        Span<byte> to = _address;
        switch (MemoryMarshal.Read<ushort>(bytes))
        {
            case InternetFamily:
                to.Clear();
                to[10] = to[11] = 0xff;
                bytes.Slice(AddressPlace, 4).CopyTo(to[12..]);
                return Readable.Yes;
            case InternetFamily6:
                bytes.Slice(AddressPlace6, 16).CopyTo(to);
                return Readable.Yes;
            default:
                return Readable.None;
        }
    }
}
