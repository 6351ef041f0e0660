using System.Collections.Concurrent;
using Minderbinder.Testing.Connections;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Mechanisms;
using Minderbinder.Testing.Seccomp.Effects;

namespace Minderbinder.Testing.Seccomp;

/// <summary>Those failures of a scope that the supervisors of launched processes carry out.</summary>
internal sealed class SupervisedEnforcement(uint scope, ulong seed) : IEnforcement
{
    private static readonly ConcurrentDictionary<uint, SupervisedEnforcement> InForce = new();
    private static readonly ConcurrentDictionary<Supervisor, bool> Supervisors = new();

    private readonly Dictionary<int, SupervisedRule> _rules = [];
    private readonly Dictionary<int, SupervisedRule[]> _byCall = [];
    private readonly ConcurrentDictionary<Supervisor, bool> _mine = new(); // a set
    private volatile bool _isInForce;
    private long _lostEvents;

    /// <summary>The logs of the scopes that are in force, by their numbers.</summary>
    public static ConcurrentDictionary<uint, ScopeLog> Logs { get; } = new();

    public uint Number => scope;

    /// <summary>Whether this side tells the scope of processes.</summary>
    public bool ReportsMembers { get; private set; }

    /// <summary>What the scope does to connections; null if nothing.</summary>
    public ScopeConnections? Connections { get; private set; }

    /// <summary>The numbers of the calls that can fail in the scope.</summary>
    public IEnumerable<int> Calls => Connections is null ? _byCall.Keys : _byCall.Keys.Union(Redirection.Calls);

    /// <summary>The scopes in force that have these numbers, in the same order.</summary>
    public static SupervisedEnforcement[] Find(IEnumerable<uint> scopes) =>
        [.. scopes.Select(number => InForce.GetValueOrDefault(number)).OfType<SupervisedEnforcement>()];

    /// <summary>The supervisors of all launches that still have processes.</summary>
    public static IEnumerable<Supervisor> AllSupervisors => Supervisors.Keys;

    public static void Remember(Supervisor supervisor) => Supervisors[supervisor] = true;

    public static void Forget(Supervisor supervisor)
    {
        Supervisors.TryRemove(supervisor, out _);
        foreach (var scope in InForce.Values)
            scope._mine.TryRemove(supervisor, out _);
    }

    /// <summary>Processes of a launch are members of this scope from now on.</summary>
    public void Include(Supervisor supervisor) => _mine[supervisor] = true;

    public string? TryAdd(Mechanism mechanism, IReadOnlyList<NumberedFailure> failures)
    {
        if (failures.Any(numbered => numbered.Failure.Targets.Any(target => target.IsSelf)))
            return $"it reaches launched processes only, not '{ConfigKeys.Self}'";
        if (SeccompProbe.Check() is { IsSupported: false } support)
            return support.Explanation;

        SupervisedRule[] rules = [.. failures.Select(numbered => new SupervisedRule(numbered, scope, seed))];
        for (var i = 0; i < rules.Length; i++)
            _rules.Add(failures[i].Number, rules[i]);

        // The library's own rule for io_uring may follow some of the config.
        var call = (int)SyscallTable.NumberOf(failures[0].Failure.Syscall);
        _byCall[call] = [.. _byCall.GetValueOrDefault(call, []), .. rules];
        return null;
    }

    public string? TryRedirect(ScopeConnections connections)
    {
        if (SeccompProbe.Check() is { IsSupported: false } support)
            return support.Explanation;
        Connections = connections;
        return null;
    }

    public void Enforce(ScopeLog log, bool reportsMembers)
    {
        (ReportsMembers, Logs[scope], InForce[scope]) = (reportsMembers, log, this);
        foreach (var rule in _rules.Values)
            rule.Log = log;
        _isInForce = true;
    }

    /// <summary>Whether a call fails in this scope, and how: the first rule that chooses it decides.</summary>
    public bool Judge(in Call call, CallReader reader, EventQueue events, out Verdict verdict)
    {
        verdict = default;
        if (!_isInForce || !_byCall.TryGetValue(call.Syscall, out var rules))
            return false;
        foreach (var rule in rules)
        {
            if (rule.Judge(call, reader, events, out verdict))
                return true;
        }

        return false;
    }

    public void Lift()
    {
        _isInForce = false;

        // What was decided before is answered when this returns: the supervisors have done all that came before.
        foreach (var supervisor in _mine.Keys)
            supervisor.Release(this);
    }

    public void CatchUp()
    {
        foreach (var supervisor in _mine.Keys)
            supervisor.CatchUp();
    }

    public void SetRate(int number, double percent) => _rules[number].SetRate(RuleCompiler.ChangedRate(percent));

    public ScopeLosses Losses => new(Interlocked.Read(ref _lostEvents), 0);

    /// <summary>There was no room to tell of the start or the end of a process.</summary>
    public void NoteLostEvent() => Interlocked.Increment(ref _lostEvents);

    public Certainty CertaintyOf(int number) => default;

    public RuleCounters CountersOf(int number) => _rules[number].Counters;

    public void Join(RunningProcess process, Func<IReadOnlyList<uint>, IReadOnlyList<uint>> merge)
    {
        foreach (var supervisor in Supervisors.Keys)
        {
            var hasJoined = false;
            if (supervisor.Do(() => hasJoined = supervisor.TryJoin(process, merge)) && hasJoined)
                return;
        }

        throw new InvalidOperationException(
            $"Process {process.Id} ({process.Names[0]}) cannot join: the failures of this scope need seccomp, "
            + "which has to be set up when a process is started. "
            + $"Start it by {nameof(FailureScope)}.{nameof(FailureScope.LaunchAsync)}, "
            + $"or by {nameof(ProcessUnderTest)}.{nameof(ProcessUnderTest.Start)} "
            + "with the calls in MayFail; or run the tests where the kernel programs can do it.");
    }

    public void Dispose()
    {
        Logs.TryRemove(scope, out _);
        InForce.TryRemove(scope, out _);
    }
}
