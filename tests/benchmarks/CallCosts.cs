using System.Diagnostics;
using System.Globalization;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Benchmarks;

/// <summary>What a gate costs a call, as a ratio to the same call on a kernel without the gate, in one run.</summary>
internal static class CallCosts
{
    private const string Calls = "20000";
    private const int Rounds = 3;

    private static readonly SyscallFailure Never = new("stat", Errno.EIO) { FailureRate = 0 };

    public static async Task MeasureAsync(string victim)
    {
        var bare = await BestAsync(() => NanosecondsAsync(victim));
        Console.WriteLine($"{"stat without any gate",-45}{bare,8:F0} ns");

        var clock = Stopwatch.StartNew();
        await WithFailureConfig(new FailureConfig(Never), () => Task.CompletedTask);
        Console.WriteLine($"{"(the first scope of this process took",-45}{clock.Elapsed.TotalMilliseconds,8:F0} ms)");

        await ReportAsync("outside any scope", null);
        await ReportAsync("in a scope without a failure for it", new SyscallFailure("mkdir", Errno.EIO) { Optional = true });
        await ReportAsync("one failure", Never);
        await ReportAsync("one failure with a filter on an argument", Never with { When = new() { Arguments = ["arg0 == 1"] } });
        await ReportAsync("one failure with a path filter, not matching", Never with { When = new() { Paths = ["/var/lib/**/*.db"] } });
        await ReportAsync("one failure with a path filter, matching", Never with { When = new() { Paths = ["/etc"] } });

        async Task ReportAsync(string what, SyscallFailure? failure)
        {
            Func<Task<double>> measure = () => BestAsync(() => NanosecondsAsync(victim));
            var best = failure is null ? await measure() : await WithFailureConfig(new FailureConfig(failure), measure);
            Console.WriteLine($"{what,-45}{best,8:F0} ns  x {best / bare:F2}");
        }
    }

    private static async Task<double> BestAsync(Func<Task<double>> measure)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
            best = Math.Min(best, await measure());
        return best;
    }

    private static async Task<double> NanosecondsAsync(string victim)
    {
        using var process = Process.Start(new ProcessStartInfo(victim, ["bench", Calls, "stat_etc"]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
