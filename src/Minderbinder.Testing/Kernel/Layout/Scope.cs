using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Minderbinder.Testing.Kernel.Layout;

/// <summary><c>struct scope</c>: an open scope, in the slot that its number says.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Scope
{
    public ulong OpenedNs;
    public ulong Lost;
    public ulong LostMembers;
    public uint Number;
    public uint InFlight;
    public uint Ring;
    public uint Unused;
    public ScopeChain Chain;
}

/// <summary><c>struct name</c>: a process name as a key, padded with zeros.</summary>
[InlineArray(Limits.NameSize)]
internal struct Name
{
    private byte _first;

    /// <summary>Longer names are cut, as the kernel side cuts them.</summary>
    public static Name Of(string text)
    {
        var name = default(Name);
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        bytes[..Math.Min(bytes.Length, Limits.NameSize - 1)].CopyTo(name);
        return name;
    }
}
