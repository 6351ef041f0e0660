using Benchmarks;

// The program that makes the calls is the kernel tests' victim.
var victim = args is [var path] ? path : throw new ArgumentException("usage: Benchmarks VICTIM");
await CallCosts.MeasureAsync(victim);
await ScopeCosts.MeasureAsync();
