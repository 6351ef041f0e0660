using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>By a link, as kernels have it since 6.6 (TCX): gone when this process is.</summary>
internal sealed unsafe class TcxHook(BpfObject programs) : IPacketHook
{
    public IDisposable Attach(Interface at, Place place)
    {
        var program = programs.Program(PacketPrograms.NameOf(place)).Descriptor;
        var options = new LibBpf.LinkOptions { Size = (nuint)sizeof(LibBpf.LinkOptions), Flags = LibBpf.Before };
        var link = LibBpf.CreateLink(program, at.Number, place == Place.Leaving ? LibBpf.TcxEgress : LibBpf.TcxIngress, &options);
        return link >= 0
            ? Descriptor.Own(link)
            : throw new BpfException($"attaching a program to the interface {at.Name}", -link, "");
    }
}
