using Microsoft.Win32.SafeHandles;

namespace Minderbinder.Testing.Native;

/// <summary>A <c>struct bpf_object</c>: open programs and maps. Closing it leaves alone what a link still holds.</summary>
internal sealed class BpfObjectHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public BpfObjectHandle()
        : base(ownsHandle: true)
    {
    }

    public BpfObjectHandle(nint handle)
        : this() => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        LibBpf.CloseObject(handle);
        return true;
    }
}

/// <summary>A <c>struct bpf_link</c>: a program at its place. Destroying it takes the program out.</summary>
internal sealed class BpfLinkHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public BpfLinkHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => LibBpf.DestroyLink(handle) == 0;
}
