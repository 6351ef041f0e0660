using Minderbinder.Testing.Connections;
using Minderbinder.Testing.Kernel.Gates;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Mechanisms;

namespace Minderbinder.Testing.Kernel;

/// <summary>Those failures of a scope that the programs in the kernel carry out: at gates, and at network interfaces.</summary>
internal sealed class KernelEnforcement : IEnforcement
{
    private readonly KernelSession _session;
    private readonly EventRing _ring;
    private readonly ScopeRules _rules;
    private readonly Dictionary<int, (string Syscall, IReadOnlyList<Gate> Gates, long MissesBefore)> _gates = [];
    private readonly Dictionary<int, long> _networkMissesBefore = [];
    private readonly long _trackerMissesBefore;
    private readonly uint _scope;
    private readonly ulong _seed;
    private WideScope? _wide;

    /// <param name="session">What this process has in the kernel.</param>
    /// <param name="scope">The scope's number.</param>
    /// <param name="ancestors">Those of the scopes around it, nearest first.</param>
    /// <param name="seed">The scope's seed.</param>
    public KernelEnforcement(KernelSession session, uint scope, IReadOnlyList<uint> ancestors, ulong seed)
    {
        (_session, _scope, _seed) = (session, scope, seed);
        _trackerMissesBefore = session.TrackerMisses;
        _ring = session.Events.Take();
        try
        {
            session.Scopes.Open(scope, ancestors, _ring.Number);
        }
        catch
        {
            session.Events.Return(_ring);
            throw;
        }

        _rules = new ScopeRules(session, scope);
    }

    public string? TryAdd(Mechanism mechanism, IReadOnlyList<NumberedFailure> failures)
    {
        var gates = new List<IReadOnlyList<Gate>>();
        foreach (var (_, failure) in failures)
        {
            if (GateChoice.TryAcquire(failure, mechanism, _session.Gates, out var refusal) is not { } acquired)
            {
                gates.SelectMany(gate => gate).ToList().ForEach(_session.Gates.Release);
                return refusal;
            }

            gates.Add(acquired);
        }

        // From here on a failure to add is no refusal but an exception, and the gates go with the rules.
        gates.ForEach(_rules.Own);
        if (_wide is null && failures.Any(numbered => numbered.Failure.Targets.Any(target => target.IsAnyThread)))
            _wide = new WideScope(_session, _scope);
        for (var i = 0; i < failures.Count; i++)
        {
            _rules.Add(failures[i], gates[i], _seed);
            _gates.Add(failures[i].Number, (failures[i].Failure.Syscall, gates[i], gates[i].Sum(gate => gate.Misses)));
        }

        return null;
    }

    /// <summary>Makes a rule for packets.</summary>
    /// <exception cref="NetworkNotSupportedException">Packets cannot be lost or damaged so here.</exception>
    /// <exception cref="ScopeLimitException">It does not fit.</exception>
    public Mechanism Add(int number, NetworkFailure failure)
    {
        var mechanism = _rules.Add(number, failure, _seed);
        _networkMissesBefore.Add(number, _session.Networks.Misses);
        return mechanism;
    }

    public string? TryRedirect(ScopeConnections connections) => "the programs in the kernel do not redirect connections";

    public void Enforce(ScopeLog log, bool reportsMembers)
    {
        _ring.HandTo(log.Take);
        _rules.Enforce();
    }

    public void Lift()
    {
        Interlocked.Exchange(ref _wide, null)?.Dispose();
        _session.Scopes.Close(_scope);
    }

    public void CatchUp()
    {
        using var spared = KernelSession.Spare();
        _ring.CatchUp();
    }

    public Certainty CertaintyOf(int number)
    {
        if (_networkMissesBefore.TryGetValue(number, out var before))
            return new Certainty(Doubt: null, _session.Networks.Misses - before);
        if (!_gates.TryGetValue(number, out var passed))
            return default;
        using var spared = KernelSession.Spare();
        return new Certainty(
            passed.Gates.Select(gate => _session.Gates.FindDoubt(gate, passed.Syscall)).FirstOrDefault(doubt => doubt is not null),
            passed.Gates.Sum(gate => gate.Misses) - passed.MissesBefore);
    }

    public ScopeLosses Losses
    {
        get
        {
            var losses = _session.Scopes.LossesOf(_scope);
            return losses with { Members = losses.Members + _session.TrackerMisses - _trackerMissesBefore };
        }
    }

    public void SetRate(int number, double percent) => _rules.SetRate(number, RuleCompiler.ChangedRate(percent));

    public RuleCounters CountersOf(int number) => _rules.CountersOf(number);

    public void Join(RunningProcess process, Func<IReadOnlyList<uint>, IReadOnlyList<uint>> merge)
    {
        var innermost = _session.Members.Join(_scope, process);
        if (innermost != 0)
            merge([innermost]);
        _session.Networks.Claim(process);
    }

    public void Dispose()
    {
        Lift();
        _rules.Dispose();
        _session.Events.Return(_ring);
    }
}
