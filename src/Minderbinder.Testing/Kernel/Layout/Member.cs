using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Kernel.Layout;

/// <summary><c>struct member</c>: a process that belongs to a scope.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Member
{
    public ulong StartedNs;
    public ScopeChain Scopes;
    public NameNumbers Names;
    public uint IsHost;
}

/// <summary>Scope numbers, innermost first; 0 ends the list.</summary>
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
