using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Kernel.Layout;

/// <summary><c>struct member</c>: a process that belongs to a scope.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Member
{
    public ulong StartedNs;
    public ChainPair Chains;
    public uint Turn;
    public NameNumbers Names;
    public uint IsHost;
    public uint Unused;

    [InlineArray(2)]
    internal struct ChainPair
    {
        private ScopeChain _first;
    }
}

/// <summary><c>struct scope_chain</c>: scope numbers, innermost first; 0 ends the list.</summary>
[InlineArray(Limits.ScopeDepth)]
internal struct ScopeChain
{
    private uint _first;
}

/// <summary>What a process is called: its comm, the file it was started as, the file that runs.</summary>
[InlineArray(Limits.Names)]
internal struct NameNumbers
{
    private uint _first;
}

/// <summary><c>struct identity</c>: a task, as events name it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Identity
{
    public int Process;
    public int Thread;
    public uint Outermost;
    public Event.CommBytes Name;
}

/// <summary><c>struct joining</c>: asks for a process to be made a member, and says what came of it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Joining
{
    public uint Scope;
    public uint Called;
    public Join Outcome;
    public uint Innermost;
    public uint IsBeforeExec;
    public uint Unused;
}

/// <summary>The <c>JOIN_</c> numbers.</summary>
internal enum Join : uint
{
    Gone,
    Done,
    Conflict,
    IsHost,
    OutOfMemory,
    Closed,
}
