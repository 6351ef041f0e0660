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
    public const uint SelfWide = 8;

    /// <summary>A rate of 100 percent.</summary>
    public const ulong Always = 1UL << 32;

    public ReturnedValues Returned;
    public ulong DelayNs;
    public ulong Skip;
    public ulong Every;
    public ulong Times;
    public ulong Rate;
    public ulong Seed;
    public uint ReturnedCount;
    public uint Scope;
    public uint Failure;
    public uint Whom;
    public Filters Filter;
    public uint Automaton;
    public int Descriptor;
    public uint ConditionCount;
    public PortList Ports;
    public NetworkList Networks;
    public SubjectPlace Place;
    public ConditionList Conditions;

    [InlineArray(Limits.Returned)]
    internal struct ReturnedValues
    {
        private long _first;
    }

    [InlineArray(Limits.Conditions)]
    internal struct ConditionList
    {
        private Condition _first;
    }
}

/// <summary>The <c>FILTER_</c> bits: which conditions count.</summary>
[Flags]
internal enum Filters : uint
{
    None = 0,
    Path = 1,
    Descriptor = 2,
    Address = 4,
    Port = 8,
    Arguments = 16,
}
