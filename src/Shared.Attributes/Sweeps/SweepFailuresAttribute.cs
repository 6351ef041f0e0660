namespace Minderbinder.Testing;

/// <summary>
/// A test that is swept: it is run twice to learn which system calls its processes make, and then once for each of them that can fail, with that
/// failure. It is one test, which fails if one of its runs does; its output has the report. Each run starts its processes with
/// <see cref="SweepRun.Current"/>: <c>await SweepRun.Current.LaunchAsync("shop", folder)</c>.
/// </summary>
/// <remarks>For what an attribute cannot say, call <see cref="FailureSweep.RunAsync"/> in a plain test.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed partial class SweepFailuresAttribute
{
    private readonly SyscallSelection _syscalls;

    /// <summary>Which files the calls that fail are about: patterns of paths, see <see cref="CallFilter.Paths"/>. Defaults to any.</summary>
    public string[] Paths { get; set; } = [];

    /// <summary>The processes whose calls fail, by name. Defaults to all that the test launches.</summary>
    public string[] Targets { get; set; } = [];

    /// <inheritdoc cref="SweepOptions.Kinds"/>
    public SweepKinds Kinds { get; set; } = SweepKinds.Once | SweepKinds.FromThenOn;

    /// <inheritdoc cref="SweepOptions.MaxPairs"/>
    public int MaxPairs { get; set; }

    /// <summary>
    /// How many runs go on at a time; 0 stands for the number of processors. Defaults to 1: they share the fields of the class that are static.
    /// </summary>
    public int MaxParallel { get; set; } = 1;

    /// <inheritdoc cref="SweepOptions.MaxRuns"/>
    public int MaxRuns { get; set; } = 1000;

    /// <summary>After how many milliseconds no further run begins. Defaults to 0: no limit.</summary>
    public int MaxTimeMs { get; set; }

    /// <summary>After how many milliseconds a run hangs; more than 0. Defaults to 30,000.</summary>
    public int RunTimeoutMs { get; set; } = 30_000;

    /// <summary>What the choice and the order of the runs follow from. Defaults to 0: drawn, and reported.</summary>
    public long Seed { get; set; }

    /// <summary>
    /// A file of known findings, see <see cref="SweepOptions.Baseline"/>; a relative path starts at the folder of the test assembly.
    /// </summary>
    public string? Baseline { get; set; }

    /// <summary>
    /// Where the report goes as a page, see <see cref="SweepOptions.HtmlFile"/>; a relative path starts at the folder of the test assembly.
    /// </summary>
    public string? HtmlFile { get; set; }

    /// <summary>Sweeps the test.</summary>
    /// <returns>The report.</returns>
    internal Task<SweepReport> SweepAsync(string name, Func<Task> test, CancellationToken cancellationToken) => FailureSweep.RunAsync(
        _ => test(),
        new SweepOptions
        {
            Name = name,
            Syscalls = _syscalls,
            Targets = [.. Targets.Select(ProcessTarget.Named)],
            When = Paths.Length > 0 ? new CallFilter { Paths = [.. Paths] } : null,
            Kinds = Kinds,
            MaxPairs = MaxPairs,
            MaxParallel = MaxParallel == 0 ? System.Environment.ProcessorCount : MaxParallel,
            MaxRuns = MaxRuns,
            MaxTime = MaxTimeMs == 0 ? null : TimeSpan.FromMilliseconds(MaxTimeMs),
            RunTimeout = TimeSpan.FromMilliseconds(RunTimeoutMs),
            Seed = Seed == 0 ? null : unchecked((ulong)Seed),
            Baseline = Baseline is null ? null : Path.Combine(TestFolder.Path, Baseline),
            HtmlFile = HtmlFile is null ? null : Path.Combine(TestFolder.Path, HtmlFile),
        },
        cancellationToken);
}
