using System.Diagnostics;
using Minderbinder.Testing;
using Minderbinder.Testing.Sweeps;

namespace Benchmarks;

/// <summary>What a case of a sweep costs besides its command, how runs at a time help, and how long planning takes.</summary>
internal static class SweepCosts
{
    private const int Rounds = 9, Runs = 100, Calls = 100_000;

    public static async Task MeasureAsync()
    {
        await MeasureCasesAsync();
        for (var parallel = 1; parallel <= Environment.ProcessorCount; parallel *= 2)
            Console.WriteLine($"{$"a case that sleeps 50 ms, {parallel} at a time",-45}{await SweepAsync("sleep 0.05", parallel, 100),8:F2} ms");
        foreach (var calls in new[] { Calls / 10, Calls })
            MeasurePlanning(calls);
    }

    /// <summary>In turns in one run, for a machine is not as fast at one time as at another.</summary>
    private static async Task MeasureCasesAsync()
    {
        var (alone, launched, swept) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            var times = (await AloneAsync(), await LaunchedAsync(), await SweepAsync("true", 1, Runs));
            if (round < 0)
                continue;
            alone.Add(times.Item1);
            launched.Add(times.Item2);
            swept.Add(times.Item3);
        }

        var bare = alone.Order().ElementAt(Rounds / 2);
        foreach (var (what, times) in new[]
        {
            ("the command alone, by Process.Start", alone),
            ("the same, launched in a scope of its own", launched),
            ("as a case of a sweep", swept),
        })
            Console.WriteLine($"{what,-45}{times.Order().ElementAt(Rounds / 2),8:F2} ms  + {times.Order().ElementAt(Rounds / 2) - bare:F2} ms");
    }

    private static async Task<double> AloneAsync()
    {
        var clock = Stopwatch.StartNew();
        for (var run = 0; run < Runs; run++)
        {
            var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
            using (var process = Process.Start(new ProcessStartInfo("sh", ["-c", Script("true"), Path.Combine(folder, "file")])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
            })!)
                await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }

        return clock.Elapsed.TotalMilliseconds / Runs;
    }

    private static async Task<double> LaunchedAsync()
    {
        var clock = Stopwatch.StartNew();
        for (var run = 0; run < Runs; run++)
        {
            var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
            await using (var scope =
                FailureScope.Open(new FailureConfig(new SyscallFailure("write", Errno.EIO) { When = new() { Paths = ["file"] } })))
            {
                var process = await scope.LaunchAsync("sh", "-c", Script("true"), Path.Combine(folder, "file"));
                await process.WaitForExitAsync();
            }

            Directory.Delete(folder, recursive: true);
        }

        return clock.Elapsed.TotalMilliseconds / Runs;
    }

    private static async Task<double> SweepAsync(string command, int parallel, int runs)
    {
        var report = await FailureSweep.RunAsync(
            async run =>
            {
                await using var process = await run.LaunchAsync("sh", "-c", Script(command), Path.Combine(run.NewFolder(), "file"));
                await process.WaitForExitAsync();
            },
            new SweepOptions
            {
                Syscalls = ["write"],
                Errors = Errors,
                Kinds = SweepKinds.Once,
                MaxRuns = runs,
                MaxParallel = parallel,
                RunTimeout = TimeSpan.FromMinutes(1),
            });

        // Two runs to learn are in the time.
        return report.Elapsed.TotalMilliseconds / (report.Results.Count + 2);
    }

    /// <summary>One call, and enough errors for the runs that are wanted: what stopping calls costs is not in question here.</summary>
    private static readonly Dictionary<string, ValueList<Errno>> Errors = new() { ["write"] = [.. Enum.GetValues<Errno>()] };

    private static string Script(string command) => $"echo 1 > $0; {command}";

    private static void MeasurePlanning(int count)
    {
        string[] syscalls = ["write", "fsync", "openat", "pread64"];
        ObservedCall[] calls = [.. Enumerable.Range(0, count)
            .Select(n => new ObservedCall(syscalls[n % 4], SubjectKind.Path, $"folder-1/{n % 997}", TimeSpan.Zero, "sh"))];
        var options = new SweepOptions();
        for (var round = 0; round < 3; round++)
        {
            var clock = Stopwatch.StartNew();
            var groups = CallGroups.Of(calls, new SubjectPatterns(calls, calls), "/tmp/home", options);
            var plan = new Planner(calls, groups, options, 1).Plan();
            if (round == 2)
                Console.WriteLine($"{$"planning {count} calls ({plan.Possible} cases)",-45}{clock.Elapsed.TotalMilliseconds,8:F2} ms");
        }
    }
}
