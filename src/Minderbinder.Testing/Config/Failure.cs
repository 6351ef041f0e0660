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
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = [];

    /// <summary>
    /// How long a process is left alone after its start (its last <c>execve</c>); from 0 to 49 days.
    /// Defaults to <see cref="TimeSpan.Zero"/>.
    /// </summary>
    public TimeSpan Delay { get; init; }

    /// <summary>
    /// How many of the matching calls or packets fail, in percent, drawn anew for each: 0 means never, 100 means always,
    /// fractions are allowed. Defaults to 100.
    /// </summary>
    public double FailureRate { get; init; } = 100;
}
