using System.Diagnostics;
using Minderbinder.Testing;

namespace Benchmarks;

/// <summary>
/// How long a change of a failure in an open scope takes, until it has returned; and how many calls are still made to fail after that.
/// </summary>
internal static class ChangeCosts
{
    private const int Changes = 2_000;
    private const int Tries = 50;

    private static readonly SyscallFailure Kill = new("kill", Errno.EPERM);

    /// <param name="victim">The kernel tests' victim.</param>
    /// <param name="mechanism">How calls are made to fail; null for the best.</param>
    public static async Task MeasureAsync(string victim, Mechanism? mechanism)
    {
        await using var scope = FailureScope.Open(new FailureConfig(Kill), new FailureScopeOptions { Mechanism = mechanism });
        Console.WriteLine($"{scope.GetEvidence().Failures[0].Mechanism}");
        Report("pause and resume, nobody calls", () => Change(scope));

        // Makes calls without end, as fast as it can.
        await using var caller = await scope.LaunchAsync(victim, "bench", $"{int.MaxValue}", "kill");
        while (Injected(scope) == 0)
            await Task.Delay(1);
        Report("pause and resume, under calls", () => Change(scope));
        Report("another rate, under calls", () => scope.SetRate(Kill, Random.Shared.Next(100)));
        scope.SetRate(Kill, 100);

        var late = new List<long>();
        for (var i = 0; i < Tries; i++)
        {
            scope.Pause(Kill);
            var paused = Injected(scope);
            await Task.Delay(20);
            late.Add(Injected(scope) - paused);
            scope.Resume(Kill);
            await Task.Delay(5);
        }

        Console.WriteLine($"{"injected after a pause had returned",-40}{late.Max(),8} at most, of {Injected(scope)} in {Tries} pauses");
    }

    private static void Change(FailureScope scope)
    {
        scope.Pause(Kill);
        scope.Resume(Kill);
    }

    private static void Report(string what, Action change)
    {
        var took = new double[Changes];
        for (var i = 0; i < Changes; i++)
        {
            var began = Stopwatch.GetTimestamp();
            change();
            took[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        Array.Sort(took);
        Console.WriteLine($"{what,-40}{took[Changes / 2],8:F1} µs; 99 of 100 in {took[Changes * 99 / 100]:F1} µs");
    }

    private static long Injected(FailureScope scope) => scope.GetEvidence().Failures[0].Injected;
}
