using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Kernel.Layout;

/// <summary><c>struct subject_place</c>: in which arguments a system call says what it is about; -1 for none.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SubjectPlace
{
    public ArgumentPair Path;
    public ArgumentPair Directory;
    public ArgumentPair Descriptor;
    public sbyte Address;
    public sbyte Unused;

    [InlineArray(Limits.PathArguments)]
    internal struct ArgumentPair
    {
        private sbyte _first;
    }
}

/// <summary><c>struct condition</c>: on a number in an argument.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Condition
{
    public ulong Value;
    public uint Argument;
    public uint Comparison;
}

/// <summary><c>struct ports</c>: a range, both ends included.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Ports
{
    public ushort First;
    public ushort Last;
}

/// <summary><c>struct network</c>: an address and how many of its bits count. IPv4 as ::ffff:a.b.c.d.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Network
{
    public AddressBytes Address;
    public uint Bits;
}

[InlineArray(16)]
internal struct AddressBytes
{
    private byte _first;
}

/// <summary><c>union automaton_row</c>: the next state by class of byte.</summary>
[InlineArray(Limits.Classes)]
internal struct AutomatonRow
{
    private ushort _first;
}
