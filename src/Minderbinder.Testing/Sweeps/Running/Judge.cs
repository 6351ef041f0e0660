namespace Minderbinder.Testing.Sweeps.Running;

/// <summary>Says what became of a run.</summary>
internal sealed class Judge(IReadOnlySet<string> usualOutput, IReadOnlyList<CrashSignal> expectedCrashes)
{
    private const int Signal = 128; // in an exit code, that and the number

    public SweepResult Of(SweepCase tried, RunEnd end)
    {
        var isReached = end.Evidence.Failures.All(failure => failure.Injected > 0);
        var result = new SweepResult
        {
            Case = tried,
            Outcome = SweepOutcome.Passed,
            IsReached = isReached,
            Evidence = end.Evidence,
            Output = end.Output,
            Duration = end.Duration,
            ExceptionType = end.Exception?.GetType().Name,
            Problem = end.Exception is { } exception ? VaryingFolder(exception.Message, end) : "",
        };
        if (end.HasHung)
            return result with { Outcome = SweepOutcome.Hung, Problem = "the run did not end in time, and its processes were killed" };
        if (end.Exception is ProcessWaitException { ExitCode: null })
            return result with { Outcome = SweepOutcome.Hung };
        if (FindCrash(end.Evidence.Members) is { } crash)
            return result with { Outcome = SweepOutcome.Crashed, Problem = result.Problem.Length == 0 ? crash : $"{crash}; {result.Problem}" };
        if (end.Exception is not null)
            return result with { Outcome = SweepOutcome.Broken };
        if (!isReached)
            return result with { Outcome = SweepOutcome.NotReached, Output = "" };
        return IsSilent(tried, end) ? result with { Outcome = SweepOutcome.Silent } : result with { Output = "" };
    }

    private static string VaryingFolder(string message, RunEnd end) => message.Replace($"{end.Home}/", "", StringComparison.Ordinal);

    private string? FindCrash(IEnumerable<MemberEvidence> members)
    {
        foreach (var member in members)
        {
            var signal = (CrashSignal)((member.ExitCode ?? 0) - Signal);
            if (Enum.IsDefined(signal) && !expectedCrashes.Contains(signal))
                return $"{member.Names[^1]} was killed by {signal}";
        }

        return null;
    }

    /// <summary>An error, and nobody has said a word. What still runs may say it yet.</summary>
    private bool IsSilent(SweepCase tried, RunEnd end) => tried.Kind is SweepKinds.Once or SweepKinds.FromThenOn
        && end.ExitCodes.Count > 0 && end.ExitCodes.All(code => code == 0) && end.Lines.All(usualOutput.Contains);
}
