using Minderbinder.Testing.Kernel.Gates;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Mechanisms;

namespace Minderbinder.Testing.Kernel;

/// <summary>Those failures of a scope that the programs in the kernel carry out: at gates, and at network interfaces.</summary>
internal sealed class KernelEnforcement : IEnforcement
{
    private readonly KernelSession _session;
    private readonly ScopeRules _rules;
    private readonly uint _scope;
    private readonly ulong _seed;

    /// <param name="session">What this process has in the kernel.</param>
    /// <param name="scope">The scope's number.</param>
    /// <param name="ancestors">Those of the scopes around it, nearest first.</param>
    /// <param name="seed">The scope's seed.</param>
    public KernelEnforcement(KernelSession session, uint scope, IReadOnlyList<uint> ancestors, ulong seed)
    {
        (_session, _scope, _seed) = (session, scope, seed);
        session.Scopes.Add(scope, ancestors);
        _rules = new ScopeRules(session, scope);
    }

    public string? TryAdd(Mechanism mechanism, IReadOnlyList<NumberedFailure> failures)
    {
        if (failures.Any(numbered => numbered.Failure.When is not null) && !_session.Gates.HasLoop)
            return "filters need bpf_loop: Linux 5.17 or later";

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

        for (var i = 0; i < failures.Count; i++)
            _rules.Add(failures[i], gates[i], _seed);
        return null;
    }

    /// <summary>Makes a rule for packets.</summary>
    /// <exception cref="NetworkNotSupportedException">Packets cannot be lost or damaged so here.</exception>
    /// <exception cref="ScopeLimitException">It does not fit.</exception>
    public Mechanism Add(int number, NetworkFailure failure) => _rules.Add(number, failure, _seed);

    public void Enforce(ScopeLog log, bool reportsMembers)
    {
        _session.Events.Subscribe(_scope, log.Take);
        _rules.Enforce();
    }

    public void Lift() => _rules.Lift();

    public void CatchUp()
    {
        using var spared = KernelSession.Spare(_scope);
        _session.Events.CatchUp();
    }

    public void SetRate(int number, double percent) => _rules.SetRate(number, RuleCompiler.ChangedRate(percent));

    public RuleCounters CountersOf(int number) => _rules.CountersOf(number);

    public void Join(RunningProcess process, Func<IReadOnlyList<uint>, IReadOnlyList<uint>> merge)
    {
        _session.Members.Join(process, merge);
        _session.Networks.Claim();
    }

    public void Dispose()
    {
        _session.Events.Unsubscribe(_scope);
        _rules.Dispose();
        _session.Scopes.Remove(_scope);
    }
}
