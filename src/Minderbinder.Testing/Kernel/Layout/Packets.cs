using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Kernel.Layout;

/// <summary>The <c>PLACE_</c> numbers: where a packet is judged.</summary>
internal enum Place : uint
{
    Leaving,
    Arriving,
    Received,
}

/// <summary><c>struct packet_filter</c>: what a rule for packets asks for besides its schedule, and does.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PacketFilter
{
    public uint Action;
    public uint FixChecksum;
    public uint Protocol;
    public uint MinLength;
    public PortList SourcePorts;
    public PortList DestinationPorts;
    public NetworkList SourceAddresses;
    public NetworkList DestinationAddresses;
    public uint IsNarrowed;
    public InterfaceNumbers Interfaces;
    public uint Unused;

    [InlineArray(Limits.Interfaces)]
    internal struct InterfaceNumbers
    {
        private uint _first;
    }
}

/// <summary><c>struct port_list</c>: one of these ports; none for any.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PortList
{
    public uint Count;
    public PortItems Items;

    [InlineArray(Limits.Ports)]
    internal struct PortItems
    {
        private Ports _first;
    }
}

/// <summary><c>struct network_list</c>: one of these networks; none for any.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetworkList
{
    public uint Count;
    public NetworkItems Items;

    [InlineArray(Limits.Addresses)]
    internal struct NetworkItems
    {
        private Network _first;
    }
}

/// <summary><c>struct socket_owner</c>: whose a socket is.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SocketOwner
{
    public Member Member;
    public Identity Who;
    public uint Unused;
}

/// <summary><c>struct packet_subject</c>: the packet that an event is about.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PacketSubject
{
    public ushort Zero;
    public ushort Port;
    public AddressBytes Address;
    public ushort LocalPort;
    public byte Protocol;
    public byte Place;
    public uint Length;
}
