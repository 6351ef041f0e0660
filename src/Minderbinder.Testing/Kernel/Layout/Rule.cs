using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Kernel.Layout;

/// <summary><c>struct rule</c>: a failure as the kernel sees it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Rule
{
    public const uint AnyMember = 1;
    public const uint Named = 2;
    public const uint Self = 4;

    /// <summary>A rate of 100 percent.</summary>
    public const ulong Always = 1UL << 32;

    public long Returned;
    public ulong DelayNs;
    public ulong Rate;
    public ulong Seed;
    public uint Scope;
    public uint Whom;
}

/// <summary><c>struct rule_counters</c>: what became of the calls that a rule was asked about.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RuleCounters
{
    public ulong Matched;
    public ulong Delayed;
    public ulong Injected;
    public UnusedWords Unused;

    [InlineArray(5)]
    internal struct UnusedWords
    {
        private ulong _first;
    }
}

/// <summary><c>struct call_key</c>: one system call of one scope, at one gate.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct CallKey(uint Scope, uint Gate, uint Syscall);

/// <summary><c>struct rule_list</c>: the rules for such a call, in the order of the config.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RuleList
{
    public uint Count;
    public RuleNumbers Rules;

    [InlineArray(Limits.RulesPerCall)]
    internal struct RuleNumbers
    {
        private uint _first;
    }
}

/// <summary><c>struct target_key</c>: a rule, and a name that it means.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct TargetKey(uint Rule, uint Name);
