using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Kernel.Layout;

/// <summary><c>struct statistics_control</c>: what is to be counted.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StatisticsControl
{
    public uint Everybody;
    public uint Unused;
    public ulong Lost;
}

/// <summary><c>struct call_total</c>: what became of the calls of one number, on some processors.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CallTotal
{
    public ulong Succeeded;
    public ulong Failed;
    public ulong LastNs;
}

/// <summary><c>struct switch_total</c>: context switches on some processors.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SwitchTotal
{
    public ulong Count;
    public CacheLineRest Unused;
}

/// <summary>What is left of a cache line behind a number.</summary>
[InlineArray(7)]
internal struct CacheLineRest
{
    private ulong _first;
}

/// <summary><c>struct traced_call</c>: calls that are alike.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TracedCall
{
    public uint Syscall;
    public uint Kind;
    public uint Port;
    public uint Unused;
    public TraceSubject Subject;
}

/// <summary>A path's end, or the 16 bytes of an address; padded with zeros.</summary>
[InlineArray(Limits.TraceSubject)]
internal struct TraceSubject
{
    private byte _first;
}

/// <summary><c>struct traced_total</c>: what became of them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TracedTotal
{
    public ulong Count;
    public ulong Failed;
    public ulong TimeNs;
    public long LastError;
}
