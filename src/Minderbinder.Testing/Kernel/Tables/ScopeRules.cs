using Minderbinder.Testing.Kernel.Gates;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Networks;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>The rules of one scope: put in force together, taken out of force together, and then forgotten.</summary>
internal sealed class ScopeRules(KernelSession session, uint scope) : IDisposable
{
    private readonly RuleTable _table = session.Rules;
    private readonly Stack<Action> _undo = [];
    private readonly Dictionary<CallKey, List<uint>> _lists = [];
    private readonly List<ScopeRule> _rules = [];

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<ScopeRule> All => _rules;

    /// <summary>Makes a rule for a failure. It is not in force yet.</summary>
    /// <exception cref="SyscallNotSupportedException">This kernel cannot make the system call fail so.</exception>
    /// <exception cref="ScopeLimitException">It does not fit.</exception>
    public void Add(SyscallFailure failure, Mechanism? mechanism, ulong seed)
    {
        if (failure.When is not null && !session.Gates.HasLoop)
            throw new NotSupportedException($"The failure '{failure.DisplayName}' has a filter, which needs bpf_loop: Linux 5.17 or later.");

        var gates = MechanismChoice.Choose(failure, mechanism, session.Gates);
        foreach (var gate in gates)
            _undo.Push(() => session.Gates.Release(gate));

        if (failure.When is { Paths.Count: > 0 } && RuleCompiler.PathArguments(failure.Syscall) is > 0 and var paths)
        {
            foreach (var door in gates.Where(gate => gate.Mechanism == Mechanism.SyscallModifyReturn))
                session.Gates.BringInPaths(door.Function, paths);
        }

        var rule = RuleCompiler.CompileCall(failure, scope, (uint)_rules.Count, seed);
        rule.Automaton = AddAutomaton(failure);
        var slot = Add(failure, rule, gates[0].Mechanism);
        foreach (var gate in gates)
            AddToList(new CallKey(scope, gate.Number, SyscallTable.NumberOf(failure.Syscall)), slot, $"failures of {failure.Syscall} in one scope");
    }

    /// <inheritdoc cref="Add(SyscallFailure, Mechanism?, ulong)"/>
    /// <exception cref="NetworkNotSupportedException">Packets cannot be lost or damaged so here.</exception>
    public void Add(NetworkFailure failure, ulong seed)
    {
        session.Networks.Require(failure);
        var place = NetworkGates.PlaceOf(failure);
        var mechanism = place == Place.Received ? Mechanism.SecurityHook : Mechanism.TrafficControl;
        var slot = Add(failure, RuleCompiler.Compile(failure, scope, (uint)_rules.Count, seed), mechanism);
        _table.Packets[slot] = RuleCompiler.CompilePackets(failure);
        if (failure.Interfaces.Count > 0)
        {
            session.Networks.Narrow(slot, failure.Interfaces);
            _undo.Push(() => session.Networks.Widen(slot));
        }

        AddToList(new CallKey(scope, Gate: 0, (uint)place), slot, "network failures of one direction in one scope");
    }

    /// <summary>Puts all of them in force, one system call after the other, in microseconds.</summary>
    public void Enforce()
    {
        foreach (var (call, slots) in _lists)
        {
            _table.AddList(call, slots);
            _undo.Push(() => _table.RemoveList(call));
        }
    }

    /// <summary>Takes them out of force. What they counted can still be read.</summary>
    public void Lift()
    {
        foreach (var _ in _lists.Keys)
        {
            if (_undo.TryPop(out var removeList))
                removeList();
        }

        _lists.Clear();
    }

    public RuleCounters CountersOf(ScopeRule rule) => _table.CountersOf(rule.Slot);

    /// <summary>Gives back all that they took. Right after any step of the above, too.</summary>
    public void Dispose()
    {
        while (_undo.TryPop(out var undo))
            undo();
    }

    private uint Add(Failure failure, in Rule rule, Mechanism mechanism)
    {
        var slot = _table.Add(rule);
        _undo.Push(() => _table.Remove(slot));
        _rules.Add(new ScopeRule(failure, slot, mechanism));
        foreach (var name in failure.Targets.Select(target => target.ProcessName).OfType<string>().Distinct())
        {
            _table.AddTarget(slot, name);
            _undo.Push(() => _table.RemoveTarget(slot, name));
        }

        return slot;
    }

    private void AddToList(CallKey call, uint slot, string what)
    {
        if (!_lists.TryGetValue(call, out var slots))
            _lists.Add(call, slots = []);
        if (slots.Count == Limits.RulesPerCall)
            throw new ScopeLimitException(what, Limits.RulesPerCall);
        slots.Add(slot);
    }

    private uint AddAutomaton(SyscallFailure failure)
    {
        if (failure.When is not { Paths.Count: > 0 } filter)
            return 0;
        var first = session.Automata.Add(RuleCompiler.CompilePaths(filter.Paths));
        _undo.Push(() => session.Automata.Remove(first));
        return first;
    }
}

/// <summary>A failure, the slot that holds its rule, and how it gets into the kernel.</summary>
internal sealed record ScopeRule(Failure Failure, uint Slot, Mechanism Mechanism);
