using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Seccomp;

/// <summary>A process whose calls stop for a supervisor. Touched by the supervisor's thread only.</summary>
internal sealed class SupervisedProcess(int id, ulong startTime)
{
    private readonly Dictionary<SupervisedRule, bool> _meant = [];

    /// <summary>Its number as this process knows it.</summary>
    public int Id => id;

    /// <summary>When it was born, as /proc has it: with the number its identity.</summary>
    public ulong StartTime => startTime;

    /// <summary>Names it for good; -1 if it is gone.</summary>
    public int PidFd { get; init; } = -1;

    /// <summary>When its program was executed, or it was forked, on the monotonic clock.</summary>
    public ulong StartedNs { get; set; }

    /// <summary>Its comm, the file it was started as, and the file that runs.</summary>
    public IReadOnlyList<string> Names
    {
        get;
        set
        {
            field = value;
            _meant.Clear();
        }
    } = [];

    /// <summary>The numbers of the scopes it is a member of, innermost first; some of them may be closed.</summary>
    public IReadOnlyList<uint> ScopeNumbers { get; set; } = [];

    /// <summary>Those of the scopes that have failures for supervisors.</summary>
    public SupervisedEnforcement[] Scopes { get; set; } = [];

    /// <summary>An exec that was let go on, and may have happened by now.</summary>
    public PendingExec? Exec { get; set; }

    /// <summary>Counts the programs that it executed.</summary>
    public int Program { get; set; }

    /// <summary>What it gave to exit_group(2), as wait(2) has it; null before.</summary>
    public int? ExitStatus { get; set; }

    /// <summary>Whether the scopes were told of its start, and whether of its end.</summary>
    public bool IsReported { get; set; }

    /// <inheritdoc cref="IsReported"/>
    public bool IsEndReported { get; set; }

    public bool IsGone { get; set; }

    /// <summary>Whether a rule is for this process, remembered until it executes another program.</summary>
    public bool IsMeantBy(SupervisedRule rule)
    {
        if (!_meant.TryGetValue(rule, out var isMeant))
            _meant.Add(rule, isMeant = rule.Means(this));
        return isMeant;
    }
}

/// <summary>An exec that was let go on: whether it succeeds is not known until it shows.</summary>
/// <param name="Thread">The thread that makes the call, whose next call tells that it has failed; that of another tells nothing.</param>
/// <param name="Path">What was to be executed, as the program wrote it.</param>
/// <param name="Before">What the process looked like before.</param>
/// <param name="TimeNs">When, on the monotonic clock.</param>
internal sealed record PendingExec(int Thread, string Path, ProgramImage Before, ulong TimeNs);

/// <summary>A thread of such a process, as the kernel names it in notifications.</summary>
internal sealed class SupervisedThread(int id, SupervisedProcess process)
{
    public int Id => id;

    public SupervisedProcess Process => process;

    /// <summary>What it calls itself, cut to 15 bytes by the kernel.</summary>
    public Event.CommBytes Name { get; set; }

    /// <summary>When it was last made sure that the number still is this thread's, in milliseconds.</summary>
    public long CheckedAt { get; set; }

    /// <summary>The program of its process at that time.</summary>
    public int Program { get; set; }
}
