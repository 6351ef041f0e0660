namespace Minderbinder.Testing;

/// <summary>What can keep failures from being injected on a machine.</summary>
public enum KernelObstacle
{
    /// <summary>Nothing: they can be injected.</summary>
    None,

    /// <summary>The operating system is not Linux.</summary>
    NotLinux,

    /// <summary>The programs are not built for this processor.</summary>
    UnsupportedProcessor,

    /// <summary>libbpf cannot be loaded.</summary>
    LibBpfMissing,

    /// <summary>The kernel does not describe its types (<c>/sys/kernel/btf/vmlinux</c>).</summary>
    BtfMissing,

    /// <summary>The process lacks capabilities.</summary>
    PrivilegeMissing,

    /// <summary>The process has the capabilities, but the kernel refuses all the same: lockdown, seccomp, or a sandbox.</summary>
    KernelRefuses,

    /// <summary>The kernel is too old, or built without something that the programs need.</summary>
    KernelLacksFeature,

    /// <summary>Others have taken all the places: a kernel function takes 38 programs, and each test process puts one there.</summary>
    KernelFull,
}
