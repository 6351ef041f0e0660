using System.Diagnostics;
using System.Globalization;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Benchmarks;

/// <summary>
/// What a supervised process pays for its calls, beside strace, which does the same by ptrace: in one run, with everything on one processor and
/// without. Nanoseconds per call, the best of three runs.
/// </summary>
internal static class SupervisedCosts
{
    private const string Calls = "20000";
    private const int Rounds = 3;

    private static readonly FailureScopeOptions Insist = new() { Mechanism = Mechanism.SeccompNotification };

    public static async Task MeasureAsync(string victim)
    {
        Console.WriteLine("everything on one processor");
        using (var pinned = Process.Start(
            "taskset", ["-c", "0", Environment.ProcessPath!, typeof(SupervisedCosts).Assembly.Location, "supervised-here", victim]))
            await pinned.WaitForExitAsync();
        Console.WriteLine("left to the scheduler");
        await MeasureHereAsync(victim);
    }

    public static async Task MeasureHereAsync(string victim)
    {
        var bare = await ReportAsync("bare", () => RunAsync(victim));
        await ReportAsync("supervised, a call that is not listed", () => SuperviseAsync(victim, new("mkdir", Errno.EROFS)), bare);
        await ReportAsync("strace -f, a call that is not traced", () => StraceAsync(victim, "mkdir"), bare);
        await ReportAsync("strace -f --seccomp-bpf, a call that is not traced", () => StraceAsync(victim, "mkdir", "--seccomp-bpf"), bare);

        var fails = await ReportAsync("supervised, a call that fails", () => SuperviseAsync(victim, new("kill", Errno.EPERM)));
        await ReportAsync("supervised, a call that goes on", () => SuperviseAsync(victim, new("kill", Errno.EPERM) { FailureRate = 0 }), fails);
        await ReportAsync(
            "supervised, a call that fails, filter on an argument",
            () => SuperviseAsync(victim, new("kill", Errno.EPERM) { When = new() { Arguments = ["arg1 == 0"] } }),
            fails);
        await ReportAsync("strace -f, a call that fails", () => StraceAsync(victim, "kill"), fails);
        await ReportAsync("strace -f --seccomp-bpf, a call that fails", () => StraceAsync(victim, "kill", "--seccomp-bpf"), fails);

        var started = await ReportAsync("starting a process (ns)", () => StartAsync(null));
        await ReportAsync("launching one supervised (ns)", () => StartAsync(new("mkdir", Errno.EROFS)), started);
    }

    private static async Task<double> ReportAsync(string what, Func<Task<double>> measure, double? comparedWith = null)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
            best = Math.Min(best, await measure());
        Console.WriteLine($"  {what,-55}{best,10:F0}{(comparedWith is { } other ? $"  x {best / other:F2}" : "")}");
        return best;
    }

    private static Task<double> SuperviseAsync(string victim, SyscallFailure failure) =>
        WithFailureConfig(new FailureConfig(failure with { Optional = true }), async scope =>
        {
            await using var process = await scope.LaunchAsync(victim, "bench", Calls, "kill");
            await process.WaitForExitAsync(TimeSpan.FromMinutes(5));
            return double.Parse(process.StandardOutput, CultureInfo.InvariantCulture);
        }, Insist);

    private static Task<double> RunAsync(string victim) => OutputAsync(victim, "bench", Calls, "kill");

    private static Task<double> StraceAsync(string victim, string call, params string[] more) => OutputAsync(
        "strace", [
            "-f",
            .. more,
            "-q",
            "-o",
            "/dev/null",
            "-e",
            "signal=none",
            "-e",
            $"trace={call}",
            "-e",
            $"inject={call}:error=EPERM",
            victim,
            "bench",
            Calls,
            "kill",
        ]);

    private static async Task<double> OutputAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }

    /// <summary>From the start of a process to its end, 20 of them one after the other.</summary>
    private static async Task<double> StartAsync(SyscallFailure? failure)
    {
        const int Starts = 20;
        await using var scope = failure is null ? null : FailureScope.Open(new FailureConfig(failure with { Optional = true }), Insist);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Starts; i++)
        {
            await using var process = scope is null ? ProcessUnderTest.Start("/bin/true") : await scope.LaunchAsync("/bin/true");
            await process.WaitForExitAsync();
        }

        return clock.Elapsed.TotalNanoseconds / Starts;
    }
}
