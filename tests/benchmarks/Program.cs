using System.Diagnostics;
using Minderbinder.Testing;

// What a scope costs the test that opens it.
var config = new FailureConfig(new SyscallFailure("openat", Errno.EACCES) { Targets = ["nobody"] });
Console.WriteLine($"first scope        {await MillisecondsAsync(config),10:F3} ms");
Console.WriteLine($"second scope       {await MillisecondsAsync(config),10:F3} ms");

foreach (var syscall in new[] { "mkdir", "rename", "connect", "read" })
    Console.WriteLine($"new gate {syscall,-9} {await MillisecondsAsync(new FailureConfig(new SyscallFailure(syscall, Errno.EACCES) { Targets = ["nobody"] })),10:F3} ms");

const int Scopes = 2_000;
for (var i = 0; i < Scopes; i++)
    await MillisecondsAsync(config);
var clock = Stopwatch.StartNew();
for (var i = 0; i < Scopes; i++)
{
    await using (FailureScope.Open(config))
    {
    }
}

Console.WriteLine($"warm scope         {clock.Elapsed.TotalMilliseconds / Scopes,10:F3} ms, opened and closed");

static async Task<double> MillisecondsAsync(FailureConfig config)
{
    var clock = Stopwatch.StartNew();
    await using (FailureScope.Open(config))
        return clock.Elapsed.TotalMilliseconds;
}
