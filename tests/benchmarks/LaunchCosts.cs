using System.Diagnostics;
using Minderbinder.Testing;

namespace Benchmarks;

/// <summary>
/// What it costs to launch a process: by the runtime alone, by the library, and with supervision. In turns in one run, for
/// a machine is not as fast at one time as at another.
/// </summary>
internal static class LaunchCosts
{
    private const int WarmUps = 50, Rounds = 300;

    public static async Task MeasureAsync()
    {
        // Whatever else this machine can do.
        Environment.SetEnvironmentVariable("MINDERBINDER_MECHANISM", "seccomp_notification");
        var mayFail = new ProcessOptions { MayFail = ["mkdir"] };
        Func<Task<double>> supervised = () => Library(() => ProcessUnderTest.Start(new ProcessStartInfo("true"), mayFail));

        var first = await Library(() => ProcessUnderTest.Start("true"));
        Console.WriteLine($"{"(the first launch, with the guardian, took",-45}{first,8:F2} ms)");
        Console.WriteLine($"{"(the first supervised one, with the probe",-45}{await supervised(),8:F2} ms)");

        (string What, Func<Task<double>> Launch)[] ways =
        [
            ("Process.Start, streams redirected", Runtime),
            ("ProcessUnderTest.Start", () => Library(() => ProcessUnderTest.Start("true"))),
            ("supervised: launcher, filter and supervisor", supervised),
        ];
        var times = ways.Select(_ => new List<double>()).ToArray();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var time = await ways[way].Launch();
                if (round >= 0)
                    times[way].Add(time);
            }
        }

        var bare = Median(times[0]);
        for (var way = 0; way < ways.Length; way++)
            Console.WriteLine($"{ways[way].What,-45}{Median(times[way]),8:F2} ms  + {Median(times[way]) - bare:F2} ms");
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>Until the program has been executed.</summary>
    private static async Task<double> Runtime()
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("true")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var time = clock.Elapsed.TotalMilliseconds;
        await process.WaitForExitAsync();
        return time;
    }

    private static async Task<double> Library(Func<ProcessUnderTest> start)
    {
        var clock = Stopwatch.StartNew();
        var process = start();
        var time = clock.Elapsed.TotalMilliseconds;
        await process.WaitForExitAsync();
        await process.DisposeAsync();
        return time;
    }
}
