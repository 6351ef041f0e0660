using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Kernel.Layout;

/// <summary><c>struct call_key</c>: one system call of one scope at one gate, or packets at one place.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct CallKey(uint Scope, uint Gate, uint Syscall, Place Place);

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

/// <summary><c>struct gate_constants</c>: what a gate's program knows from the start.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GateConstants
{
    public uint Gate;
    public uint Paths;
}
