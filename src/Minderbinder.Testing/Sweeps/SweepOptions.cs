namespace Minderbinder.Testing;

/// <summary>What a sweep fails, and how far it goes.</summary>
public sealed class SweepOptions
{
    /// <summary>What every program does before it does what it is for: loading itself, and asking the kernel about the machine.</summary>
    public static ValueList<string> SystemPaths { get; } =
        ["/lib/**", "/lib64/**", "/usr/**", "/proc/**", "/sys/**", "/dev/**", "/etc/ld.so.*", "/etc/localtime", "/etc/nsswitch.conf"];

    /// <summary>The system calls that fail. Defaults to <see cref="SyscallGroup.Files"/>.</summary>
    public SyscallSelection Syscalls
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = SyscallGroup.Files;

    /// <summary>The processes whose calls fail; see <see cref="Failure.Targets"/>. Defaults to all that the run launches.</summary>
    public ValueList<ProcessTarget> Targets
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>
    /// Which calls are meant, by their arguments. Calls of a group that do not have what it asks for are left out. Defaults to
    /// <see langword="null"/>: all of them.
    /// </summary>
    public CallFilter? When { get; init; }

    /// <summary>Patterns of paths that are left alone; see <see cref="CallFilter.Paths"/>. Defaults to <see cref="SystemPaths"/>.</summary>
    public ValueList<string> Except
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = SystemPaths;

    /// <summary>
    /// The errors of system calls, in place of those that the library knows: <c>new() { ["write"] = [Errno.EDQUOT] }</c>. Defaults to none.
    /// </summary>
    public IReadOnlyDictionary<string, ValueList<Errno>> Errors
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = new Dictionary<string, ValueList<Errno>>();

    /// <summary>What is done to each call. Defaults to <see cref="SweepKinds.Once"/> and <see cref="SweepKinds.FromThenOn"/>.</summary>
    public SweepKinds Kinds { get; init; } = SweepKinds.Once | SweepKinds.FromThenOn;

    /// <summary>How late a call is, for <see cref="SweepKinds.Late"/>; from 1 ms to 49 days. Defaults to 1 s.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many pairs of failures are tried besides, drawn from all pairs of calls that fail once; 0 or more. Defaults to 0.</summary>
    public int MaxPairs { get; init; }

    /// <summary>How many runs go on at a time; 1 or more. Defaults to the number of processors.</summary>
    public int MaxParallel { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// How many runs there are at most, without those to learn; 1 or more. What does not fit is left out so that the rest is spread evenly.
    /// Defaults to 1,000.
    /// </summary>
    public int MaxRuns { get; init; } = 1000;

    /// <summary>After which time no further run begins; longer than 0. Defaults to <see langword="null"/>: no limit.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>After which time a run hangs: its processes are killed, and that is a finding. Longer than 0. Defaults to 30 s.</summary>
    public TimeSpan RunTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// What the choice and the order of the runs follow from. Defaults to <see langword="null"/>: the environment variable
    /// <c>MINDERBINDER_SEED</c>, or one that is drawn and reported.
    /// </summary>
    public ulong? Seed { get; init; }

    /// <summary>Signals that are an end like any other for the programs of this run: SIGABRT for one that gives up so. Defaults to none.</summary>
    public ValueList<CrashSignal> ExpectedCrashes
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>
    /// A file of findings that are known, as <see cref="SweepReport.SaveBaseline"/> writes it. They are told but do not fail; those in
    /// the file that are mended do, until they are struck off. Defaults to <see langword="null"/>: none are known.
    /// </summary>
    public string? Baseline { get; init; }

    /// <summary>
    /// Where the report goes as a page. Defaults to <see langword="null"/>: a file in the folder for temporary ones, if there are findings.
    /// </summary>
    public string? HtmlFile { get; init; }

    /// <summary>What the report calls the run. Defaults to the test's name, or "sweep".</summary>
    public string? Name { get; init; }

    /// <summary>Told after each run. Defaults to <see langword="null"/>.</summary>
    public IProgress<SweepProgress>? Progress { get; init; }

    /// <exception cref="ArgumentException">An option is out of its range, or does not go with the others.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPairs, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxParallel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRuns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RunTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxTime ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(MaxTime));
        ArgumentOutOfRangeException.ThrowIfLessThan(Latency, TimeSpan.FromMilliseconds(1));
        if (Kinds == 0 || (Kinds & ~(SweepKinds.Once | SweepKinds.FromThenOn | SweepKinds.Short | SweepKinds.Late)) != 0)
            throw new ArgumentException($"{nameof(Kinds)} is {Kinds}; use values of {nameof(SweepKinds)}.");
        if (Targets.Any(target => target.IsSelf))
            throw new ArgumentException(
                $"{nameof(Targets)} has the test process itself; its runs go on at the same time and cannot be told apart. Launch a process.");
        foreach (var call in Syscalls.Concat(Errors.Keys))
        {
            if (SyscallRules.FindProblemOfName(call) is { } problem)
                throw new ArgumentException($"'{call}' cannot be swept: {problem}");
        }

        foreach (var pattern in Except)
        {
            if (PathPattern.FindProblem(pattern) is { } problem)
                throw new ArgumentException($"{nameof(Except)}: {problem}");
        }

        foreach (var call in Syscalls.Named)
        {
            if (LikelyErrors.For(call, SubjectKind.Path).Count == 0 && Errors.GetValueOrDefault(call) is not { Count: > 0 })
                throw new ArgumentException(
                    $"No errors are known for '{call}'. Say which it is to get: {nameof(Errors)} = new() {{ [\"{call}\"] = [...] }}.");
        }
    }
}
