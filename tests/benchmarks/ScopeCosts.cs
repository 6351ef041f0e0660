using System.Diagnostics;
using Minderbinder.Testing;

namespace Benchmarks;

/// <summary>What a scope costs the test that opens it.</summary>
internal static class ScopeCosts
{
    private const int Scopes = 1_000;

    public static async Task MeasureAsync()
    {
        Console.WriteLine($"first gate of a call  {await MillisecondsAsync("rename"),10:F3} ms, with the scope");
        Console.WriteLine($"another               {await MillisecondsAsync("connect"),10:F3} ms");
        Console.WriteLine($"a gate that is there  {await MillisecondsAsync("connect"),10:F3} ms");

        for (var i = 0; i < Scopes; i++)
            await MillisecondsAsync("connect");
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Scopes; i++)
            await MillisecondsAsync("connect");
        Console.WriteLine($"warm scope            {clock.Elapsed.TotalMilliseconds / Scopes,10:F3} ms, opened and closed");
    }

    private static async Task<double> MillisecondsAsync(string syscall)
    {
        var clock = Stopwatch.StartNew();
        await using (FailureScope.Open(new FailureConfig(new SyscallFailure(syscall, Errno.EACCES) { Targets = ["nobody"] })))
            return clock.Elapsed.TotalMilliseconds;
    }
}
