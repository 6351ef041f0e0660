using System.Globalization;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>What the machine offers, as far as it can be seen from outside the kernel.</summary>
internal sealed record Machine(bool IsLinux, Architecture Processor, bool HasLibBpf, bool HasBtf, bool HasCapabilities, string KernelRelease)
{
    // Bits of linux/capability.h. SYS_ADMIN stood for both before 5.8, and still does.
    private const int SysAdmin = 21;
    private const int PerfMon = 38;
    private const int Bpf = 39;

    public static Machine Here() => new(
        OperatingSystem.IsLinux(),
        RuntimeInformation.ProcessArchitecture,
        NativeLibrary.TryLoad(NativeLibraries.LibBpfSoName, out _),
        File.Exists("/sys/kernel/btf/vmlinux"),
        EffectiveCapabilities() is var mask && (Has(mask, SysAdmin) || (Has(mask, Bpf) && Has(mask, PerfMon))),
        Environment.OSVersion.Version.ToString());

    private static bool Has(ulong mask, int capability) => (mask >> capability & 1) != 0;

    private static ulong EffectiveCapabilities()
    {
        const string Field = "CapEff:";
        if (!File.Exists("/proc/self/status"))
            return 0;
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
        return line is null ? 0 : ulong.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
