using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>What the machine offers, as far as it can be seen from outside the kernel.</summary>
internal sealed record Machine(bool IsLinux, Architecture Processor, bool HasLibBpf, bool HasBtf, bool HasCapabilities, string KernelRelease)
{
    public static Machine Here() => new(
        OperatingSystem.IsLinux(),
        RuntimeInformation.ProcessArchitecture,
        NativeLibraries.HasLibBpf,
        File.Exists("/sys/kernel/btf/vmlinux"),
        Capabilities.Effective().CanLoadPrograms,
        Environment.OSVersion.Version.ToString());
}
