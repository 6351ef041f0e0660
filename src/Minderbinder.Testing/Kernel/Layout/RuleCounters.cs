using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Kernel.Layout;

/// <summary><c>struct rule_counters</c>: what became of the calls that a rule was asked about.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RuleCounters
{
    public ulong Called;
    public ulong Filtered;
    public ulong Delayed;
    public ulong Matched;
    public ulong Chosen;
    public ulong Unreadable;
    public ulong Lost;
    public ulong Unused;
}
