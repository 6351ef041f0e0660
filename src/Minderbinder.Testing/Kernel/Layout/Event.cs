using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Minderbinder.Testing.Kernel.Layout;

/// <summary><c>struct event</c>: something that happened in a scope.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Event
{
    public ulong TimeNs;
    public ulong N;
    public long Returned;
    public EventKind Kind;
    public uint Scope;
    public uint Failure;
    public uint Syscall;
    public int Process;
    public int Thread;
    public CommBytes Name;
    public uint SubjectSize;
    public uint Outermost;
    public SubjectBytes Subject;

    [InlineArray(16)]
    internal struct CommBytes
    {
        private byte _first;

        public override readonly string ToString()
        {
            ReadOnlySpan<byte> bytes = this;
            var end = bytes.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
        }
    }

    [InlineArray(Limits.SubjectSize)]
    internal struct SubjectBytes
    {
        private byte _first;
    }
}

/// <summary>The <c>EVENT_</c> numbers.</summary>
internal enum EventKind : uint
{
    Injected,
    NearMiss,
    Started,
    Exited,
}

/// <summary><c>struct host</c>: what the programs know of the test process.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Host
{
    public ulong PidNamespace;
    public uint PidLevel;
    public uint WatchScope;
    public uint WideScope;
    public uint Unused;
}
