namespace Minderbinder.Testing;

/// <summary>A run of a sweep: what fails in it.</summary>
public sealed record SweepCase
{
    internal SweepCase()
    {
    }

    /// <summary>The call that it is about; of a pair, both, earlier one first.</summary>
    public required ValueList<SweepPoint> Points { get; init; }

    /// <summary>What is done to the call.</summary>
    public required SweepKinds Kind { get; init; }

    /// <summary>
    /// The failures. <see cref="FailureConfig.ToYaml"/> gives what repeats the run alone, see <see cref="FailureSweep.RepeatAsync"/>.
    /// </summary>
    public required FailureConfig Config { get; init; }

    /// <summary>What it is: <c>pwrite64 folder-1/orders.db #3: ENOSPC</c>.</summary>
    public override string ToString() => string.Join(
        " and ",
        Points.Zip(InOrder, (point, failure) => $"{point}{(Kind == SweepKinds.FromThenOn ? " and all that follow" : "")}: {EffectOf(failure)}"));

    /// <summary>In the config the later one comes first, so that it sees the earlier one pass.</summary>
    private IEnumerable<SyscallFailure> InOrder => Config.Failures.OfType<SyscallFailure>().Reverse();

    private static string EffectOf(SyscallFailure failure) => failure.Short is not null ? "1 byte"
        : failure.ReturnCodes.Count == 0 ? $"{DurationText.Print(failure.Latency)} late"
        : string.Join(", ", failure.ReturnCodes.Select(ErrnoNames.Print));
}
