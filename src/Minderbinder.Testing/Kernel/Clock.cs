using System.Diagnostics;

namespace Minderbinder.Testing.Kernel;

/// <summary>CLOCK_MONOTONIC in nanoseconds, as <c>bpf_ktime_get_ns</c> has it; .NET's stopwatch reads the same clock.</summary>
internal static class Clock
{
    // On Linux the stopwatch counts nanoseconds (System.Native's pal_time.c).
    public static ulong Now => (ulong)Stopwatch.GetTimestamp();
}
