namespace Minderbinder.Testing;

/// <summary>
/// What <see cref="InjectFailureAttribute"/> and <see cref="InjectPacketFailureAttribute"/> have in common: whom it hits, and when.
/// </summary>
public abstract class FailureAttribute : ScopeAttribute
{
    private readonly FailureDeclaration _declared;

    private protected FailureAttribute(FailureDeclaration declared) => _declared = declared;

    /// <summary>What reports and messages call this failure. Defaults to what it does.</summary>
    public string? Name
    {
        get => _declared.Name;
        set => _declared.Name = value;
    }

    /// <summary>
    /// The name of the processes that suffer: the base name of the executable (<c>sqlite3</c>), or the process's <c>comm</c>. Defaults to
    /// every process launched in or joined to the scope, and their descendants.
    /// </summary>
    public string? Process
    {
        get => _declared.Process;
        set => _declared.Process = value;
    }

    /// <summary>Several such names. They add to <see cref="Process"/>.</summary>
    public string[]? Processes
    {
        get => _declared.Processes;
        set => _declared.Processes = value;
    }

    /// <summary>Whether the test process itself suffers, on the threads that work for the test. Defaults to <see langword="false"/>.</summary>
    public bool Self
    {
        get => _declared.Self;
        set => _declared.Self = value;
    }

    /// <summary>
    /// Whether the whole test process suffers, on any thread; see <see cref="ProcessTarget.SelfOnAnyThread"/>, also for the dangers. Only for
    /// system calls, and for tests that run alone. Defaults to <see langword="false"/>.
    /// </summary>
    public bool SelfOnAnyThread
    {
        get => _declared.SelfOnAnyThread;
        set => _declared.SelfOnAnyThread = value;
    }

    /// <summary>How long a process is left alone after its start, in milliseconds; 0 or more. Defaults to 0.</summary>
    public int StartDelayMs
    {
        get => _declared.StartDelayMs ?? 0;
        set => _declared.StartDelayMs = value;
    }

    /// <summary>How many matching calls or packets are let through before the first one fails; 0 or more. Defaults to 0.</summary>
    public long Skip
    {
        get => _declared.Skip ?? 0;
        set => _declared.Skip = value;
    }

    /// <summary>Which of them fail after <see cref="Skip"/>: with 3 every third; 1 or more. Defaults to 1: each of them.</summary>
    public long Every
    {
        get => _declared.Every ?? 1;
        set => _declared.Every = value;
    }

    /// <summary>After how many injections it is over; 1 or more. Where it is not given (it then reads as 0), there is no limit.</summary>
    public long Times
    {
        get => _declared.Times ?? 0;
        set => _declared.Times = value;
    }

    /// <summary>How many of the chosen calls or packets fail, in percent; 0 to 100. Defaults to 100.</summary>
    public double FailureRate
    {
        get => _declared.FailureRate ?? 100;
        set => _declared.FailureRate = value;
    }

    /// <summary>Whether the test may pass without this failure ever having been injected. Defaults to <see langword="false"/>.</summary>
    public bool Optional
    {
        get => _declared.Optional;
        set => _declared.Optional = value;
    }

    /// <summary>
    /// What the draws of <see cref="FailureRate"/> follow from, for all failures of the test. Where no attribute gives one (it then reads
    /// as 0), a seed is drawn and reported.
    /// </summary>
    public ulong Seed
    {
        get => _declared.Seed ?? 0;
        set => _declared.Seed = value;
    }

    /// <summary>
    /// Whether all processes of the test are told that the kernel has no io_uring, so that they make system calls, which can fail.
    /// Defaults to <see langword="false"/>.
    /// </summary>
    public bool DenyIoUring
    {
        get => _declared.DenyIoUring;
        set => _declared.DenyIoUring = value;
    }

    /// <summary>
    /// The one mechanism that may be used for all system calls of the test. Where no attribute gives one (it then reads as
    /// <see cref="Testing.Mechanism.SyscallModifyReturn"/>), the best one that works here, for each system call.
    /// </summary>
    public Mechanism Mechanism
    {
        get => _declared.Mechanism ?? default;
        set => _declared.Mechanism = value;
    }

    /// <summary>
    /// Whether the test fails if one of its failures was never injected; <see langword="false"/> on one attribute is enough for it not to.
    /// A single failure is left out by <see cref="Optional"/>. Defaults to <see langword="true"/>.
    /// </summary>
    public bool Verify
    {
        get => _declared.Verify;
        set => _declared.Verify = value;
    }

    private protected sealed override Declaration Declaration => _declared;
}
