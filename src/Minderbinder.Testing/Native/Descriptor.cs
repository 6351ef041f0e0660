using Microsoft.Win32.SafeHandles;

namespace Minderbinder.Testing.Native;

/// <summary>A file descriptor of a program, map or link of the kernel's.</summary>
internal sealed class Descriptor : SafeHandleMinusOneIsInvalid
{
    private Descriptor(nint descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>Takes over what libbpf returned; a negative number is an error and makes an invalid one.</summary>
    public static Descriptor Own(int descriptor) => new(Math.Max(descriptor, -1));

    /// <summary>One more for what another stands for.</summary>
    public static Descriptor Copy(int descriptor) => new(LibC.ControlDescriptor(descriptor, LibC.DuplicateOnExecClosed, 0));

    protected override bool ReleaseHandle() => LibC.CloseDescriptor(handle) == 0;
}
