using System.Runtime.InteropServices;

namespace Minderbinder.Testing;

/// <summary>
/// What the kernel calls things by on the processors that the library is built for, and where the packages have what is made for each.
/// </summary>
/// <param name="Architecture">As .NET calls it.</param>
/// <param name="Name">As messages call it.</param>
/// <param name="SyscallFunctionPrefix">What the kernel's function for a system call begins with.</param>
/// <param name="AuditArchitecture">What the kernel says in <c>struct seccomp_data</c> of a 64-bit call (include/uapi/linux/audit.h).</param>
/// <param name="DirectFlag">O_DIRECT, which differs.</param>
internal sealed record Processor(
    Architecture Architecture, string Name, string SyscallFunctionPrefix, uint AuditArchitecture, int DirectFlag)
{
    public static Processor X64 { get; } = new(Architecture.X64, "x86-64", "__x64_sys_", 0xC000003E, 0x4000);

    public static Processor Arm64 { get; } = new(Architecture.Arm64, "arm64", "__arm64_sys_", 0xC00000B7, 0x1_0000);

    /// <summary>All that the library is built for.</summary>
    public static IReadOnlyList<Processor> All { get; } = [X64, Arm64];

    /// <summary>The one that this process runs on. On any other configs are still read, by the names of x86-64.</summary>
    public static Processor Here { get; } = Of(RuntimeInformation.ProcessArchitecture) ?? X64;

    /// <summary>As runtime identifiers have it, and files in the packages: <c>arm64</c>.</summary>
    public string Key => Architecture == Architecture.X64 ? "x64" : "arm64";

    /// <summary>The one of that name in .NET; null if the library is not built for it.</summary>
    public static Processor? Of(Architecture architecture) => All.FirstOrDefault(processor => processor.Architecture == architecture);
}
