using System.Globalization;

namespace Minderbinder.Testing.Kernel;

/// <summary>Those capabilities of <c>linux/capability.h</c> that matter here, by their bits.</summary>
internal enum Capability
{
    NetAdmin = 12,
    SysPtrace = 19,
    SysAdmin = 21,
    Perfmon = 38,
    Bpf = 39,
}

/// <summary>The capabilities of a process.</summary>
/// <param name="Mask">One bit for each.</param>
internal readonly record struct Capabilities(ulong Mask)
{
    /// <summary>Whether they do for loading the programs. SYS_ADMIN stood for both others before 5.8, and still does.</summary>
    public bool CanLoadPrograms => Has(Capability.SysAdmin) || (Has(Capability.Bpf) && Has(Capability.Perfmon));

    /// <summary>Those that this process uses now.</summary>
    public static Capabilities Effective()
    {
        const string StatusFile = "/proc/self/status";
        const string Field = "CapEff:";
        var line = File.Exists(StatusFile)
            ? File.ReadLines(StatusFile).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal))
            : null;
        return new(line is null ? 0 : ulong.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    public bool Has(Capability capability) => (Mask >> (int)capability & 1) != 0;
}
