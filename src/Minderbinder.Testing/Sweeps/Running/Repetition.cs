using System.Runtime.ExceptionServices;

namespace Minderbinder.Testing.Sweeps.Running;

/// <summary>A single run of a sweep, once more.</summary>
internal static class Repetition
{
    public static async Task<ScopeEvidence> RunAsync(
        Func<SweepRun, Task> body, FailureConfig config, SweepOptions options, CancellationToken cancellationToken)
    {
        using var runner = new SweepRunner(body, options.RunTimeout);
        var end = await runner.RunAsync(config, isLearning: false, cancellationToken);
        if (end.Exception is { } exception)
            ExceptionDispatchInfo.Throw(exception);

        var points = config.Failures.OfType<SyscallFailure>().Reverse()
            .Select(failure => new SweepPoint
            {
                Syscall = failure.Syscall,
                Subject = $"{failure.When?.Paths}",
                Ordinal = failure.Skip + 1,
                At = default,
                ProcessName = "",
            });
        var tried = new SweepCase { Points = [.. points], Kind = SweepKinds.Once, Config = config };
        var result = new Judge(new HashSet<string>(), options.ExpectedCrashes).Of(tried, end);
        if (!result.IsFinding)
            return end.Evidence;
        var report = SweepReports.Of("repetition", 0, new SweepPlan([.. points], 1, [tried]), [result], options, end.Duration);
        throw new SweepFoundException(SweepText.Write(report.Findings[0]), report);
    }
}
