using System.Diagnostics;
using System.Globalization;
using Minderbinder.Testing;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Statistics;

namespace Benchmarks;

/// <summary>What every process of the machine pays for statistics and for a trace, as a ratio to a machine without, in one run.</summary>
internal static class StatisticsCosts
{
    private const int Rounds = 3;
    private const string Calls = "20000", Switches = "5000";

    private static readonly FailureScopeOptions Tracked = new() { IsTracked = true };

    // A byte goes to and fro between two processes, which takes a switch each time where they share a processor.
    private const string PingPong = """
        import os, sys, time
        os.sched_setaffinity(0, {0})
        (a, b), (c, d) = os.pipe(), os.pipe()
        n = int(sys.argv[1])
        if os.fork() == 0:
            for i in range(n): os.read(a, 1); os.write(d, b'x')
            os._exit(0)
        t = time.perf_counter_ns()
        for i in range(n): os.write(b, b'x'); os.read(c, 1)
        print((time.perf_counter_ns() - t) / n / 2)
        """;

    public static async Task MeasureAsync(string victim)
    {
        Func<Task<double>> call = () => OutputAsync(victim, "bench", Calls, "kill");
        Func<Task<double>> @switch = () => OutputAsync("python3", "-c", PingPong, Switches);
        var bare = (Call: await BestAsync(call), Switch: await BestAsync(@switch));
        Console.WriteLine($"{"without",-50}{bare.Call,9:F0} ns a call {bare.Switch,9:F0} ns a switch");

        await using var scope = FailureScope.OpenValid(new FailureConfig(), Tracked);
        await ReportAsync("with the programs that keep track of members", inside: false);
        using (new CallStatistics(KernelSession.Current!, everybody: false))
        {
            await ReportAsync("statistics of members, another process", inside: false);
            await ReportAsync("statistics of members, a member", inside: true);
        }

        using (new CallStatistics(KernelSession.Current!, everybody: true))
            await ReportAsync("statistics of the whole machine", inside: false);
        using (new CallTracer(KernelSession.Current!))
        {
            await ReportAsync("trace, another process", inside: false);
            await ReportAsync("trace, a member", inside: true);
        }

        async Task ReportAsync(string what, bool inside)
        {
            var (ofCall, ofSwitch) = (await BestAsync(() => RunAsync(call, inside)), await BestAsync(() => RunAsync(@switch, inside)));
            Console.WriteLine($"{what,-50}{ofCall,9:F0} ns  x {ofCall / bare.Call:F2} {ofSwitch,9:F0} ns  x {ofSwitch / bare.Switch:F2}");
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

    private static async Task<double> BestAsync(Func<Task<double>> measure)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
            best = Math.Min(best, await measure());
        return best;
    }

    private static async Task<double> OutputAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
