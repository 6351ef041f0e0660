namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>What the kernel that the tests run on can do, found out without the library under test.</summary>
internal static class GuestKernel
{
    private const string Board = "/proc/device-tree/compatible";

    /// <summary>Whether it has CONFIG_FUNCTION_ERROR_INJECTION, and so lets any system call fail.</summary>
    public static bool HasErrorInjection { get; } = File.Exists("/sys/kernel/debug/error_injection/list");

    /// <summary>Whether the processor is emulated, and so some 30 times slower: that of build/guest.sh says so, or its board does.</summary>
    public static bool IsEmulated { get; } = File.ReadLines("/proc/cpuinfo").Any(line => line.Contains("Nehalem", StringComparison.Ordinal))
        || (File.Exists(Board) && File.ReadAllText(Board).Contains("linux,dummy-virt", StringComparison.Ordinal));
}
