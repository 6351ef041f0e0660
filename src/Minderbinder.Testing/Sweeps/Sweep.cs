using System.Diagnostics;
using System.Globalization;
using Minderbinder.Testing.Sweeps.Running;

namespace Minderbinder.Testing.Sweeps;

/// <summary>One sweep, from learning to the report.</summary>
internal sealed class Sweep(Func<SweepRun, Task> body, SweepOptions options, string name, Action<string> write)
{
    /// <summary>How often the output of the test hears of it.</summary>
    private const int ProgressLines = 4;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _telling = new();
    private readonly ulong _seed = options.Seed ?? ScopeSeed.Of(new FailureConfig());
    private int _done;
    private int _found;

    public async Task<SweepReport> RunAsync(CancellationToken cancellationToken)
    {
        // A baseline that is not there is to be told before hundreds of runs, not after them.
        if (options.Baseline is { } file)
            BaselineFile.Read(file);
        using var runner = new SweepRunner(body, options.RunTimeout);
        var learner = new Learner(runner, options);
        var (plan, untold) = (await PlanAsync(runner, learner, cancellationToken), learner.Untold);
        write(string.Create(
            CultureInfo.InvariantCulture,
            $"Sweep of {name}: {plan.Points.Count} points, {plan.Cases.Count} of {plan.Possible} possible runs, seed {_seed}."));
        var results = await RunAllAsync(runner, plan, new Judge(learner.Output, options.ExpectedCrashes), cancellationToken);
        var report = SweepReports.Of(name, _seed, plan, results, options, _clock.Elapsed) with { LeftOut = learner.LeftOut, UntoldCalls = untold };
        return WritePage(report);
    }

    private async Task<SweepPlan> PlanAsync(SweepRunner runner, Learner learner, CancellationToken cancellationToken)
    {
        var first = await learner.LearnAsync(cancellationToken);
        var groups = CallGroups.Of(first, new SubjectPatterns(first, await learner.LearnAsync(cancellationToken)), runner.Home, options);
        var plan = new Planner(first, groups, options, _seed).Plan();
        return plan.Cases.Count > 0 ? plan : throw new SweepNotPossibleException(
            $"The run makes no call that could fail: {first.Count} calls of {options.Syscalls.Count} system calls were seen, and none is meant. "
            + $"Launch the processes with {nameof(SweepRun)}.{nameof(SweepRun.LaunchAsync)}, and see whether {nameof(SweepOptions.Targets)}, "
            + $"{nameof(SweepOptions.When)} and {nameof(SweepOptions.Except)} leave something.");
    }

    private async Task<IReadOnlyList<SweepResult>> RunAllAsync(SweepRunner runner, SweepPlan plan, Judge judge, CancellationToken cancellationToken)
    {
        var results = new SweepResult?[plan.Cases.Count];
        var next = -1;

        // Each takes the next one, so that what is over when the time is over is the start of the plan.
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.MaxParallel, results.Length)).Select(_ => Task.Run(WorkAsync, cancellationToken)));
        return [.. results.OfType<SweepResult>()];

        async Task WorkAsync()
        {
            while (!(_clock.Elapsed > options.MaxTime) && Interlocked.Increment(ref next) is var number && number < results.Length)
            {
                results[number] = await RunAsync(runner, plan.Cases[number], judge, cancellationToken);
                Tell(results[number]!, results.Length);
            }
        }
    }

    private static async Task<SweepResult> RunAsync(SweepRunner runner, SweepCase tried, Judge judge, CancellationToken cancellationToken)
    {
        try
        {
            return judge.Of(tried, await runner.RunAsync(tried.Config, isLearning: false, cancellationToken));
        }
        catch (SyscallNotSupportedException exception)
        {
            return new SweepResult
            {
                Case = tried,
                Outcome = SweepOutcome.NotPossible,
                IsReached = false,
                Problem = exception.Message,
                Duration = TimeSpan.Zero,
            };
        }
    }

    private void Tell(SweepResult result, int total)
    {
        lock (_telling)
        {
            _done++;
            _found += result.IsFinding ? 1 : 0;
            var progress = new SweepProgress(_done, total, _found, _clock.Elapsed);
            options.Progress?.Report(progress);
            if (_done * ProgressLines / total > (_done - 1) * ProgressLines / total && _done < total)
                write(string.Create(
                    CultureInfo.InvariantCulture, $"{_done} of {total} runs after {_clock.Elapsed.TotalSeconds:0.0} s, {_found} with findings."));
        }
    }

    private SweepReport WritePage(SweepReport report)
    {
        if (options.HtmlFile is null && report.Findings.Count == 0)
            return report;
        var file = Path.GetFullPath(options.HtmlFile ?? Path.Combine(Path.GetTempPath(), $"minderbinder-sweep-{Guid.NewGuid():n}.html"));
        report = report with { HtmlFile = file };
        File.WriteAllText(file, report.ToHtml());
        return report;
    }
}
