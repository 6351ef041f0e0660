using System.Runtime.InteropServices;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>The traffic-control filters that hang on an interface, ours and others'.</summary>
internal static class FilterList
{
    // linux/rtnetlink.h and linux/pkt_cls.h
    private const ushort GetFilter = 46;
    private const ushort OptionsAttribute = 2;
    private const ushort NameAttribute = 7;
    private const ushort ProgramAttribute = 11;
    private const uint IngressParent = 0xFFFFFFF2;
    private const uint EgressParent = 0xFFFFFFF3;

    /// <summary>Those of one direction; none if the interface is gone.</summary>
    public static IReadOnlyList<Filter> Of(int interfaceNumber, Place place)
    {
        using var socket = new RouteSocket();
        var header = new FilterHeader { Interface = interfaceNumber, Parent = place == Place.Leaving ? EgressParent : IngressParent };
        return
        [
            // A handle of 0 is not a filter, but the head of those of one priority.
            .. from answer in socket.Dump(GetFilter, header)
               where answer.Header.Handle != 0
               let options = answer.Attributes.Nested(OptionsAttribute)
               select new Filter(answer.Header.Handle, answer.Header.Info >> 16, options.Text(NameAttribute), options.Number(ProgramAttribute)),
        ];
    }

    /// <summary><c>struct tcmsg</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FilterHeader
    {
        public byte Family;
        public byte Padding1;
        public ushort Padding2;
        public int Interface;
        public uint Handle;
        public uint Parent;
        public uint Info;
    }
}

/// <param name="Handle">What it is known by among those of its priority.</param>
/// <param name="Priority">Lower ones come first.</param>
/// <param name="Name">If it is a program: what it was called.</param>
/// <param name="Program">And its number.</param>
internal sealed record Filter(uint Handle, uint Priority, string? Name, uint? Program)
{
    public bool IsOurs => Name?.StartsWith(PacketPrograms.FilterPrefix, StringComparison.Ordinal) == true;
}
