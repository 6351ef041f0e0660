using System.Runtime.CompilerServices;

namespace Minderbinder.Testing;

/// <summary>
/// What is to go wrong while a scope is open. Written as records,
/// <c>new FailureConfig([new SyscallFailure("fsync", Errno.EIO)])</c>, or read from YAML; the two are equivalent.
/// </summary>
public sealed record FailureConfig
{
    /// <summary>Makes a config of failures. It is not validated yet; see <see cref="Validate"/>.</summary>
    /// <param name="failures">The failures; see <see cref="Failures"/> for their order.</param>
    public FailureConfig(params ValueList<Failure> failures) => Failures = failures;

    /// <inheritdoc cref="FailureConfig(ValueList{Failure})"/>
    /// <remarks>For F# and Visual Basic, which know no <c>params</c> of this kind.</remarks>
    [OverloadResolutionPriority(-1)]
    public FailureConfig(params Failure[] failures)
        : this(ValueList.Create(new ReadOnlySpan<Failure>(failures)))
    {
    }

    /// <summary>
    /// The failures, grouped by kind as the YAML groups them by section: failures of system calls, then those of outgoing
    /// packets, those of incoming ones, and those of connections. Within a kind the order is the one they were given in.
    /// </summary>
    public ValueList<Failure> Failures
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            // Grouped here, not when written, so that a config equals the one that its YAML gives.
            field = [.. ConfigSection.All.SelectMany(section => value.Where(section.Holds))];
        }
    }

    /// <summary>
    /// What the draws of <see cref="Failure.FailureRate"/> follow from: the same seed and the same order of calls and packets give
    /// the same failures again. From 0 to 2^64 - 1. Defaults to <see langword="null"/>: a seed is drawn and reported.
    /// </summary>
    public ulong? Seed { get; init; }

    /// <summary>
    /// Whether members of the scope are told that the kernel has no io_uring (<c>io_uring_setup</c> gives ENOSYS), so that they make
    /// system calls, which can fail, instead. Defaults to <see langword="false"/>.
    /// </summary>
    public bool DenyIoUring { get; init; }

    /// <summary>
    /// The one mechanism that may be used for system calls. Defaults to <see langword="null"/>: the best one that works here, for each system
    /// call. The environment variable <c>MINDERBINDER_MECHANISM</c> and <see cref="FailureScopeOptions.Mechanism"/> go first.
    /// </summary>
    public Mechanism? Mechanism { get; init; }

    /// <summary>Reads a config from YAML and validates it.</summary>
    /// <param name="yaml">The text of one YAML document with the key <c>agents_of_chaos</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="yaml"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidFailureConfigException">The text is not YAML, or the config is not valid; lists all problems.</exception>
    public static FailureConfig FromYaml(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return ConfigReader.Read(yaml, fileName: null);
    }

    /// <summary>Reads a config from a YAML file in UTF-8 and validates it.</summary>
    /// <param name="path">The file; a relative path starts at the current directory.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is <see langword="null"/> or empty.</exception>
    /// <exception cref="IOException">The file cannot be read, or does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidFailureConfigException">The text is not YAML, or the config is not valid; lists all problems.</exception>
    public static FailureConfig FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ConfigReader.ReadFile(path);
    }

    /// <summary>
    /// The config as YAML. Reading it gives an equal config. Values that are the default are left out.
    /// </summary>
    /// <exception cref="InvalidFailureConfigException">The config is not valid; lists all problems.</exception>
    /// <exception cref="NotSupportedException">A failure has <see cref="ConnectionFailure.AnsweredBy"/>.</exception>
    public string ToYaml()
    {
        Validate();
        return ConfigWriter.Write(this);
    }

    /// <summary>Everything that is wrong with this config; empty if it is valid.</summary>
    public IReadOnlyList<ConfigProblem> FindProblems() => [.. ConfigRules.FindProblems(this)];

    /// <summary>Does nothing if the config is valid.</summary>
    /// <exception cref="InvalidFailureConfigException">The config is not valid; lists all problems.</exception>
    public void Validate()
    {
        var problems = FindProblems();
        if (problems.Count > 0)
            throw new InvalidFailureConfigException(problems);
    }
}
