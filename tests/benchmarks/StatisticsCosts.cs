using System.Diagnostics;
using System.Globalization;
using Minderbinder.Testing;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Statistics;

namespace Benchmarks;

/// <summary>What every process of the machine pays for statistics and for a trace, as a ratio to a machine without, in one run.</summary>
internal static class StatisticsCosts
{
    private const int Rounds = 4;
    private const int Slices = 25;
    private const string Calls = "1000", Switches = "300";

    private static readonly FailureScopeOptions Tracked = new() { IsTracked = true };

    // A byte goes to and fro between two processes, which takes a switch each time where they share a processor.
    private const string PingPong = """
        import os, sys, time
        os.sched_setaffinity(0, {0})
        (a, b), (c, d) = os.pipe(), os.pipe()
        n, slices = int(sys.argv[1]), int(sys.argv[2])
        if os.fork() == 0:
            for i in range(n * slices): os.read(a, 1); os.write(d, b'x')
            os._exit(0)
        for s in range(slices):
            t = time.perf_counter_ns()
            for i in range(n): os.write(b, b'x'); os.read(c, 1)
            print((time.perf_counter_ns() - t) / n / 2)
        """;

    /// <summary>
    /// Takes turns, and of each the fastest slice: a machine with other work, or an emulated one, has slow moments, and they are not to fall on one
    /// of them.
    /// </summary>
    public static async Task MeasureAsync(string victim)
    {
        string[] bench = [.. Enumerable.Repeat<string[]>(["bench", Calls, "kill"], Slices).SelectMany(words => words)];
        Func<Task<double>> call = () => FastestAsync(victim, bench);
        Func<Task<double>> @switch = () => FastestAsync("python3", "-c", PingPong, Switches, $"{Slices}");

        var best = new Dictionary<string, (double Call, double Switch)>();
        for (var round = 0; round < Rounds; round++)
        {
            await MeasureAsync("without", inside: false);
            await using var scope = FailureScope.OpenValid(new FailureConfig(), Tracked);
            await MeasureAsync("with the programs that keep track of members", inside: false);
            using (new CallStatistics(KernelSession.Current!, everybody: false))
            {
                await MeasureAsync("statistics of members, another process", inside: false);
                await MeasureAsync("statistics of members, a member", inside: true);
            }

            using (new CallStatistics(KernelSession.Current!, everybody: true))
                await MeasureAsync("statistics of the whole machine", inside: false);
            using (new CallTracer(KernelSession.Current!))
            {
                await MeasureAsync("trace, another process", inside: false);
                await MeasureAsync("trace, a member", inside: true);
            }
        }

        var bare = best["without"];
        foreach (var (what, cost) in best)
            Console.WriteLine($"{what,-50}{cost.Call,9:F0} ns a call  x {cost.Call / bare.Call:F2} {cost.Switch,9:F0} ns a switch  x "
                + $"{cost.Switch / bare.Switch:F2}");

        async Task MeasureAsync(string what, bool inside)
        {
            var (ofCall, ofSwitch) = (await RunAsync(call, inside), await RunAsync(@switch, inside));
            var before = best.GetValueOrDefault(what, (double.MaxValue, double.MaxValue));
            best[what] = (Math.Min(before.Item1, ofCall), Math.Min(before.Item2, ofSwitch));
        }
    }

    private static async Task<double> RunAsync(Func<Task<double>> measure, bool inside)
    {
        if (inside)
            return await measure();
        Task<double> running;
        using (ExecutionContext.SuppressFlow())
            running = Task.Run(measure);
        return await running;
    }

    /// <summary>The least of the numbers that a program prints.</summary>
    private static async Task<double> FastestAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Min(line => double.Parse(line, CultureInfo.InvariantCulture));
    }
}
