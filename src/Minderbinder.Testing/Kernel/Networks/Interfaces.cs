using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>An interface of the network namespace that this process is in.</summary>
/// <param name="Number">What the kernel knows it by.</param>
/// <param name="Name">What people know it by.</param>
/// <param name="IsPort">
/// Whether it is a port of a bridge, a bond or the like: what programs send comes to it through that, and is judged there.
/// </param>
internal sealed record Interface(int Number, string Name, bool IsPort)
{
    // linux/rtnetlink.h and linux/if_link.h
    private const ushort GetLink = 18;
    private const ushort NameAttribute = 3;
    private const ushort MasterAttribute = 10;
    private const ushort LinkInfoAttribute = 18;
    private const ushort PortKindAttribute = 4;

    /// <summary>All that are there now.</summary>
    public static IReadOnlyList<Interface> All()
    {
        using var socket = new RouteSocket();
        return [.. socket.Dump(GetLink, default(LinkHeader))
            .Select(link => new Interface(link.Header.Number, link.Attributes.Text(NameAttribute)!, IsPortOf(link)))];
    }

    /// <summary>Packets of an interface in a VRF may pass it alone.</summary>
    private static bool IsPortOf(RouteMessage<LinkHeader> link) =>
        link.Attributes.ContainsKey(MasterAttribute) && link.Attributes.Nested(LinkInfoAttribute).Text(PortKindAttribute) != "vrf";

    /// <summary><c>struct ifinfomsg</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LinkHeader
    {
        public byte Family;
        public byte Padding;
        public ushort Type;
        public int Number;
        public uint Flags;
        public uint Change;
    }
}
