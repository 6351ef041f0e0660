using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing.Kernel;

namespace Minderbinder.Testing;

/// <summary>Whether failures can be injected on this machine, by this process, and if not, why not and what would help.</summary>
public sealed class KernelSupport
{
    private KernelSupport(KernelObstacle obstacle, string explanation) => (Obstacle, Explanation) = (obstacle, explanation);

    /// <summary>What stands in the way.</summary>
    public KernelObstacle Obstacle { get; }

    /// <summary>The same as a sentence, with the remedy; empty when nothing does.</summary>
    public string Explanation { get; }

    /// <summary>Whether failures can be injected.</summary>
    public bool IsSupported => Obstacle == KernelObstacle.None;

    /// <summary>
    /// Finds out by trying: loads the programs that keep track of processes, and keeps them for the first scope. Whether
    /// a particular system call can be made to fail shows when a scope asks for it.
    /// </summary>
    public static KernelSupport Check()
    {
        try
        {
            KernelSession.Open(NullLogger.Instance);
            return new KernelSupport(KernelObstacle.None, "");
        }
        catch (KernelNotSupportedException exception)
        {
            return exception.Support;
        }
    }

    /// <summary>What can be told before anything is loaded.</summary>
    internal static KernelSupport? FindObstacle(Machine machine)
    {
        if (!machine.IsLinux)
            return new(KernelObstacle.NotLinux, "Failures are injected by the Linux kernel, and this is not Linux. Run the tests in a Linux container or virtual machine.");
        if (machine.Processor != Architecture.X64)
            return new(KernelObstacle.UnsupportedProcessor, $"The kernel programs are built for x64, and this process runs on {machine.Processor}.");
        if (!machine.HasLibBpf)
            return new(KernelObstacle.LibBpfMissing, "libbpf.so.1 cannot be loaded: neither the one in the package, which needs glibc 2.33 or later, nor one of this machine. Install it: apt-get install libbpf1 (Debian, Ubuntu), dnf install libbpf (Fedora, RHEL).");
        if (!machine.HasBtf)
            return new(KernelObstacle.BtfMissing, "The kernel does not describe its types: /sys/kernel/btf/vmlinux is missing. It takes a kernel with CONFIG_DEBUG_INFO_BTF, and /sys mounted.");
        return null;
    }

    /// <summary>What a refusal by the kernel means.</summary>
    internal static KernelSupport Explain(BpfException refusal, Machine machine)
    {
        if ((Errno)refusal.Error is not (Errno.EPERM or Errno.EACCES))
            return new(KernelObstacle.KernelLacksFeature, $"The kernel ({machine.KernelRelease}) does not take the programs: {refusal.Message}. They need Linux 5.15 or later.");
        return machine.HasCapabilities
            ? new(KernelObstacle.KernelRefuses, $"The kernel refuses the programs although this process has the capabilities: {refusal.Message}. Kernel lockdown, a seccomp filter or a sandbox can be why; in a container, try --privileged.")
            : new(KernelObstacle.PrivilegeMissing, $"This process may not load programs into the kernel: {refusal.Message}. Run it as root, or with the capabilities BPF, PERFMON and NET_ADMIN; in a container: --cap-add BPF --cap-add PERFMON --cap-add NET_ADMIN, or --privileged.");
    }
}
