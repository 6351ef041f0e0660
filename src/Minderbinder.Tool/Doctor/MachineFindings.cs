using System.Runtime.InteropServices;
using System.Text.Json;
using Minderbinder.Testing;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Native;

namespace Minderbinder.Tool.Doctor;

/// <summary>What can be seen without asking the kernel to do anything.</summary>
internal static class MachineFindings
{
    private static readonly Version OldestKernel = new(5, 15);

    public static IEnumerable<Finding> All()
    {
        var machine = Machine.Here();
        yield return Kernel(machine);
        yield return Processor.Of(machine.Processor) is { } processor
            ? new Finding("processor", Verdict.Good, processor.Key)
            : new Finding("processor", Verdict.Bad, $"{machine.Processor}", "The kernel programs are built for x64 and arm64 only.");
        yield return machine.HasBtf
            ? new Finding("kernel types", Verdict.Good, "/sys/kernel/btf/vmlinux")
            : new Finding(
                "kernel types",
                Verdict.Bad,
                "/sys/kernel/btf/vmlinux is missing",
                "Mount /sys, or use a kernel with CONFIG_DEBUG_INFO_BTF.");
        yield return Privileges(machine);
        yield return LibBpfFinding(machine);
    }

    private static Finding Kernel(Machine machine)
    {
        const string ReleaseFile = "/proc/sys/kernel/osrelease";
        if (!machine.IsLinux)
            return new Finding("kernel", Verdict.Bad, RuntimeInformation.OSDescription, "Use a Linux container or virtual machine.");
        var release = File.Exists(ReleaseFile) ? $"Linux {File.ReadAllText(ReleaseFile).Trim()}" : RuntimeInformation.OSDescription;
        return Environment.OSVersion.Version >= OldestKernel
            ? new Finding("kernel", Verdict.Good, release)
            : new Finding(
                "kernel",
                Verdict.Bad,
                release,
                $"Use Linux {OldestKernel} or later; an older one does only if its distribution has brought in what is new.");
    }

    private static Finding Privileges(Machine machine)
    {
        var held = Capabilities.Effective();
        var found = string.Join(", ", Enum.GetValues<Capability>().Where(capability => held.Has(capability))
            .Select(capability => JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{capability}")));
        return machine.HasCapabilities
            ? new Finding("capabilities", Verdict.Good, found)
            : new Finding(
                "capabilities", Verdict.Bad, found.Length == 0 ? "none that matter" : $"only {found}",
                "Run as root, or with the capabilities BPF and PERFMON; in a container: --cap-add BPF --cap-add PERFMON.");
    }

    private static Finding LibBpfFinding(Machine machine)
    {
        if (!machine.HasLibBpf)
            return new Finding("libbpf", Verdict.Bad, "cannot be loaded", "The one in the package needs glibc 2.33 or later. Otherwise: apt-get "
                + "install libbpf1 (Debian, Ubuntu), dnf install libbpf (Fedora, RHEL).");
        // A line of proc_pid_maps(5) ends in the file.
        var path = File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.IndexOf('/', StringComparison.Ordinal) is >= 0 and var start ? start : line.Length)..])
            .FirstOrDefault(path => Path.GetFileName(path).StartsWith(NativeLibraries.LibBpfSoName, StringComparison.Ordinal));
        return new Finding("libbpf", Verdict.Good, $"{LibBpf.Version}, {path}");
    }
}
