using System.Diagnostics;
using System.Reflection;

namespace Outside;

/// <summary>What the kernel that the tests run on can do.</summary>
internal static class GuestKernel
{
    /// <summary>Whether it has CONFIG_FUNCTION_ERROR_INJECTION, and so lets any system call fail.</summary>
    public static bool HasErrorInjection { get; } = File.Exists("/sys/kernel/debug/error_injection/list");

    /// <summary>Whether it takes programs. Otherwise failures reach launched processes only, and packets not at all.</summary>
    public static bool TakesPrograms { get; } = SaysSupport();

    private static bool SaysSupport()
    {
        var scenarios = typeof(GuestKernel).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "ScenariosPath").Value!;
        using var support = Process.Start("dotnet", [scenarios, "support"]);
        support.WaitForExit();
        return support.ExitCode == 0;
    }
}
