using System.Diagnostics;

namespace Minderbinder.Testing.Kernel;

/// <summary>CLOCK_MONOTONIC in nanoseconds, as <c>bpf_ktime_get_ns</c> has it; .NET's stopwatch reads the same clock.</summary>
internal static class Clock
{
    public static ulong Now => (ulong)(Stopwatch.GetTimestamp() * (decimal)1_000_000_000 / Stopwatch.Frequency);
}
