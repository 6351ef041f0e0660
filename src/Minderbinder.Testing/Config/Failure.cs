namespace Minderbinder.Testing;

/// <summary>One entry of a failure config: what is to go wrong, for whom, and when.</summary>
public abstract record Failure
{
    // Only the kinds of failure that this library knows how to bring about.
    private protected Failure()
    {
    }

    /// <summary>
    /// What reports and messages call this failure; no two failures of a config share a name.
    /// Defaults to <see langword="null"/>: it is then called after what it does.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>What messages call it: its name, or what it is.</summary>
    internal string DisplayName => Name ?? Description;

    private protected abstract string Description { get; }

    /// <summary>
    /// The processes that suffer. Defaults to an empty list: every process launched in or joined to the scope, and their
    /// descendants, but not the test process itself (<see cref="ProcessTarget.Self"/>).
    /// </summary>
    public ValueList<ProcessTarget> Targets
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>
    /// How long a process is left alone after its start (its last <c>execve</c>); from 0 to 49 days.
    /// Defaults to <see cref="TimeSpan.Zero"/>.
    /// </summary>
    public TimeSpan StartDelay { get; init; }

    /// <summary>
    /// How many matching calls or packets are let through before the first one fails, counted over all processes and threads of the
    /// scope; 0 or more. Defaults to 0.
    /// </summary>
    public long Skip { get; init; }

    /// <summary>
    /// Which of the matching calls or packets fail after <see cref="Skip"/>: with 3 the third, the sixth, the ninth and so on; 1 or
    /// more. Defaults to 1: each of them.
    /// </summary>
    public long Every { get; init; } = 1;

    /// <summary>
    /// After how many injections it is over, exactly, whatever the number of threads; 1 or more. Two failures and then success is
    /// <c>Times = 2</c>. Defaults to <see langword="null"/>: no limit.
    /// </summary>
    public long? Times { get; init; }

    /// <summary>
    /// Of the calls or packets that <see cref="Skip"/> and <see cref="Every"/> leave, how many fail, in percent, drawn anew for each: 0
    /// means never, 100 means always, fractions are allowed. Defaults to 100.
    /// </summary>
    public double FailureRate { get; init; } = 100;

    /// <summary>
    /// Whether a scope may end without this failure ever having been injected. Defaults to <see langword="false"/>: a test that passes
    /// because its failure never fired is told so.
    /// </summary>
    public bool Optional { get; init; }
}
