using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Launching;

namespace Minderbinder.Testing;

/// <summary>Whether failures can be injected on this machine, by this process, and if not, why not and what would help.</summary>
public sealed class KernelSupport
{
    /// <summary>ENOTSUPP, which is the kernel's own and has no name in user space (include/linux/errno.h).</summary>
    private const int NotSupported = 524;

    /// <summary>No file has this name, for it has a slash, and so no process.</summary>
    private static readonly ProcessTarget Nobody = "no/body";

    private KernelSupport(KernelObstacle obstacle, string explanation) =>
        (Obstacle, Explanation, SeccompExplanation) = (obstacle, explanation, explanation);

    /// <summary>
    /// What stands in the way of the programs in the kernel. Without them there are no failures of packets and none of the test process
    /// itself, and system calls fail in processes that the library launches.
    /// </summary>
    public KernelObstacle Obstacle { get; }

    /// <summary>The same as a sentence, with the remedy; empty when nothing does.</summary>
    public string Explanation { get; }

    /// <summary>Whether failures of system calls, at least, can be injected: by the programs in the kernel, or without them.</summary>
    public bool IsSupported => HasKernelPrograms || HasSeccompNotification;

    /// <summary>Whether the programs in the kernel can be loaded, with which all kinds of failures can be injected.</summary>
    public bool HasKernelPrograms => Obstacle == KernelObstacle.None;

    /// <summary>
    /// Whether system calls of launched processes can fail without the programs in the kernel, and so without privileges
    /// (<see cref="Mechanism.SeccompNotification"/>).
    /// </summary>
    public bool HasSeccompNotification => SeccompExplanation.Length == 0;

    /// <summary>What stands in the way of that, as a sentence with the remedy; empty when nothing does.</summary>
    public string SeccompExplanation { get; private init; }

    /// <summary>
    /// Finds out by trying: loads the programs that keep track of processes, and keeps them for the first scope; and launches a process
    /// of which one call has to fail. Later calls remember. Whether a particular failure can be had shows when a scope asks for it.
    /// </summary>
    public static KernelSupport Check()
    {
        KernelSession.TryOpen(NullLogger.Instance, out _, out var refusal);
        var (obstacle, explanation) = refusal is null ? (KernelObstacle.None, "") : (refusal.Obstacle, refusal.Explanation);
        return obstacle == KernelObstacle.NotLinux
            ? new KernelSupport(obstacle, explanation)
            : new KernelSupport(obstacle, explanation) { SeccompExplanation = SeccompProbe.Check().Explanation };
    }

    /// <summary>
    /// Finds out whether the failures of a config can be injected here, by opening a scope with them for a moment, in which no process is.
    /// </summary>
    /// <param name="config">The failures.</param>
    /// <param name="options">How the scope would be opened; defaults to a new <see cref="FailureScopeOptions"/>.</param>
    /// <returns>
    /// What <see cref="IsSupported"/> says is about these failures; if they cannot be had, <see cref="Explanation"/> is the message that
    /// <see cref="FailureScope.Open"/> would throw.
    /// </returns>
    /// <exception cref="InvalidFailureConfigException">The config has problems; the message lists them all.</exception>
    public static KernelSupport Check(FailureConfig config, FailureScopeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        var ofNobody = config with { Failures = [.. config.Failures.Select(failure => failure with { Targets = [Nobody] })] };
        try
        {
            using var scope = FailureScope.OpenValid(ofNobody, options ?? new FailureScopeOptions());
            return Check();
        }
        catch (KernelNotSupportedException exception)
        {
            return new(exception.Support.Obstacle, exception.Message);
        }
        catch (Exception exception) when (exception is MinderbinderException or NotSupportedException)
        {
            return new(KernelObstacle.KernelLacksFeature, exception.Message);
        }
    }

    /// <summary>What can be told before anything is loaded.</summary>
    internal static KernelSupport? FindObstacle(Machine machine)
    {
        if (!machine.IsLinux)
            return new(
                KernelObstacle.NotLinux,
                "Failures are injected by the Linux kernel, and this is not Linux. Run the tests in a Linux container or virtual machine.");
        if (Processor.Of(machine.Processor) is null)
            return new(
                KernelObstacle.UnsupportedProcessor,
                $"The kernel programs are built for x64 and arm64, and this process runs on {machine.Processor}.");
        if (!machine.HasLibBpf)
            return new(KernelObstacle.LibBpfMissing, "libbpf.so.1 cannot be loaded: neither the one in the package, which needs glibc 2.33 or "
                + "later, nor one of this machine. Install it: apt-get install libbpf1 (Debian, Ubuntu), dnf install libbpf (Fedora, RHEL).");
        if (!machine.HasBtf)
            return new(KernelObstacle.BtfMissing, "The kernel does not describe its types: /sys/kernel/btf/vmlinux is missing. It takes a kernel "
                + "with CONFIG_DEBUG_INFO_BTF, and /sys mounted.");
        return null;
    }

    /// <summary>What a refusal by the kernel means.</summary>
    internal static KernelSupport Explain(BpfException refusal, Machine machine)
    {
        if (refusal.IsCrowded)
            return new(
                KernelObstacle.KernelFull,
                $"There is no room in the kernel for another test process: {refusal.Message}. Run fewer of them at the same time.");
        if (refusal.Error == NotSupported)
            return new(KernelObstacle.KernelLacksFeature, $"The kernel ({machine.KernelRelease}) does not allow programs at its own functions: "
                + $"{refusal.Message}. On arm64 that takes Linux 6.4 or later, with CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS.");
        if ((Errno)refusal.Error is not (Errno.EPERM or Errno.EACCES))
            return new(
                KernelObstacle.KernelLacksFeature,
                $"The kernel ({machine.KernelRelease}) does not take the programs: {refusal.Message}. They need Linux 6.1 or later.");
        return machine.HasCapabilities
            ? new(KernelObstacle.KernelRefuses, $"The kernel refuses the programs although this process has the capabilities: {refusal.Message}. "
                + "Kernel lockdown, a seccomp filter or a sandbox can be why; in a container, try --privileged.")
            : new(KernelObstacle.PrivilegeMissing, $"This process may not load programs into the kernel: {refusal.Message}. Run it as root, or with "
                + "the capabilities BPF, PERFMON and NET_ADMIN; in a container: --cap-add BPF --cap-add PERFMON --cap-add NET_ADMIN, or "
                + "--privileged.");
    }
}
