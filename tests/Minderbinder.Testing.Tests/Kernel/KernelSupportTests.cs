using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing.Kernel;

namespace Minderbinder.Testing.Tests.Kernel;

/// <summary>What is said of machines on which nothing can be injected. Every message is pinned.</summary>
public class KernelSupportTests
{
    private static readonly Machine Good =
        new(IsLinux: true, Architecture.X64, HasLibBpf: true, HasBtf: true, HasCapabilities: true, KernelRelease: "6.1.0");

    [Fact]
    public void Nothing_stands_in_the_way_of_a_good_machine() => KernelSupport.FindObstacle(Good).ShouldBeNull();

    [Fact]
    public void Another_operating_system() => FindObstacle(Good with { IsLinux = false }).ShouldBe((
        KernelObstacle.NotLinux,
        "Failures are injected by the Linux kernel, and this is not Linux. Run the tests in a Linux container or virtual machine."));

    [Fact]
    public void Nor_of_one_with_another_processor_that_the_programs_are_built_for() =>
        KernelSupport.FindObstacle(Good with { Processor = Architecture.Arm64 }).ShouldBeNull();

    [Fact]
    public void Another_processor() => FindObstacle(Good with { Processor = Architecture.RiscV64 }).ShouldBe((
        KernelObstacle.UnsupportedProcessor,
        "The kernel programs are built for x64 and arm64, and this process runs on RiscV64."));

    [Fact]
    public void No_libbpf() => FindObstacle(Good with { HasLibBpf = false }).ShouldBe((
        KernelObstacle.LibBpfMissing,
        "libbpf.so.1 cannot be loaded: neither the one in the package, which needs glibc 2.33 or later, nor one of this machine. Install it: "
        + "apt-get install libbpf1 (Debian, Ubuntu), dnf install libbpf (Fedora, RHEL)."));

    [Fact]
    public void No_BTF() => FindObstacle(Good with { HasBtf = false }).ShouldBe((
        KernelObstacle.BtfMissing,
        "The kernel does not describe its types: /sys/kernel/btf/vmlinux is missing. It takes a kernel with CONFIG_DEBUG_INFO_BTF, and /sys "
        + "mounted."));

    [Fact]
    public void What_is_wrong_with_the_operating_system_comes_first() =>
        FindObstacle(new Machine(false, Architecture.Arm64, false, false, false, "")).Obstacle.ShouldBe(KernelObstacle.NotLinux);

    [Fact]
    public void Capabilities_are_for_the_kernel_to_miss() => KernelSupport.FindObstacle(Good with { HasCapabilities = false }).ShouldBeNull();

    [Theory]
    [InlineData(Errno.EPERM)]
    [InlineData(Errno.EACCES)]
    public void A_refusal_for_want_of_capabilities(Errno error) => Explain(error, Good with { HasCapabilities = false }).ShouldBe((
        KernelObstacle.PrivilegeMissing,
        $"This process may not load programs into the kernel: loading the programs: {error}. "
        + "Run it as root, or with the capabilities BPF, PERFMON and NET_ADMIN; "
        + "in a container: --cap-add BPF --cap-add PERFMON --cap-add NET_ADMIN, or --privileged."));

    [Fact]
    public void A_kernel_of_arm64_without_direct_calls()
    {
        var support = KernelSupport.Explain(new BpfException("attaching before_exec", 524, ""), Good with { Processor = Architecture.Arm64 });

        (support.Obstacle, support.Explanation).ShouldBe((
            KernelObstacle.KernelLacksFeature,
            "The kernel (6.1.0) does not allow programs at its own functions: attaching before_exec: error 524. "
            + "On arm64 that takes Linux 6.4 or later, with CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS."));
    }

    [Fact]
    public void No_room_for_another_test_process()
    {
        var support = KernelSupport.Explain(new BpfException("attaching before_exec", (int)Errno.E2BIG, "38") { IsCrowded = true }, Good);

        (support.Obstacle, support.Explanation).ShouldBe((
            KernelObstacle.KernelFull,
            "There is no room in the kernel for another test process: attaching before_exec: E2BIG (38). Run fewer of them at the same time."));
    }

    /// <summary>As on the machines that build this: the kernel refuses the programs when they are loaded.</summary>
    [Fact]
    public void A_session_that_is_refused_leaves_nothing_behind()
    {
        if (KernelSupport.Check().IsSupported)
            return; // another session would be made beside the one there is
        var before = OfKernel();

        Should.Throw<TargetInvocationException>(() => Activator.CreateInstance(
            typeof(KernelSession), BindingFlags.Instance | BindingFlags.NonPublic, null, [NullLogger.Instance], null)).InnerException
                .ShouldBeOfType<BpfException>();

        OfKernel().ShouldBe(before);
    }

    [Theory]
    [InlineData(Errno.EPERM)]
    [InlineData(Errno.EACCES)]
    public void A_refusal_despite_the_capabilities(Errno error) => Explain(error, Good).ShouldBe((
        KernelObstacle.KernelRefuses,
        $"The kernel refuses the programs although this process has the capabilities: loading the programs: {error}. "
        + "Kernel lockdown, a seccomp filter or a sandbox can be why; in a container, try --privileged."));

    [Theory]
    [InlineData(Errno.EINVAL)]
    [InlineData(Errno.EOPNOTSUPP)]
    public void A_refusal_that_has_nothing_to_do_with_privilege(Errno error) => Explain(error, Good).ShouldBe((
        KernelObstacle.KernelLacksFeature,
        $"The kernel (6.1.0) does not take the programs: loading the programs: {error}. They need Linux 6.1 or later."));

    [Fact]
    public void The_exception_says_the_same()
    {
        var support = KernelSupport.FindObstacle(Good with { IsLinux = false })!;

        var exception = new KernelNotSupportedException(support);

        exception.Message.ShouldBe(support.Explanation);
        exception.Support.ShouldBe(support);
        support.IsSupported.ShouldBeFalse();
    }

    /// <summary>libbpf would write to standard error, past the console of .NET; so the check runs in a process of its own.</summary>
    [Fact]
    public async Task Nothing_but_the_answer_is_written_to_the_console()
    {
        var scenarios = typeof(KernelSupportTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "ScenariosPath").Value!;
        await using var check = ProcessUnderTest.Start(new ProcessStartInfo("dotnet", [scenarios, "support"]));

        var code = await check.WaitForExitAsync();

        check.StandardError.ShouldBe("");
        check.Output.ShouldHaveSingleItem();
        code.ShouldBe(check.StandardOutput == "All kinds of failures can be injected here.\n" ? 0 : 1);
    }

    private static (KernelObstacle Obstacle, string Explanation) FindObstacle(Machine machine) =>
        KernelSupport.FindObstacle(machine) is { } found ? (found.Obstacle, found.Explanation) : default;

    private static (KernelObstacle Obstacle, string Explanation) Explain(Errno error, Machine machine)
    {
        var explained = KernelSupport.Explain(new BpfException("loading the programs", (int)error, ""), machine);
        return (explained.Obstacle, explained.Explanation);
    }

    /// <summary>Descriptors and memory of this process that stand for something of the kernel's BPF.</summary>
    private static int OfKernel() =>
        Directory.GetFiles("/proc/self/fd").Count(path => new FileInfo(path).LinkTarget?.Contains("bpf", StringComparison.Ordinal) == true)
        + File.ReadLines("/proc/self/maps")
            .Count(line => line.Contains("bpf", StringComparison.Ordinal) && !line.Contains("libbpf", StringComparison.Ordinal));
}
