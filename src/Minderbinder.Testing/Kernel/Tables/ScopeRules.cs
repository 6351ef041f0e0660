using Minderbinder.Testing.Kernel.Gates;
using Minderbinder.Testing.Kernel.Layout;

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

        var rule = RuleCompiler.Compile(failure, scope, (uint)_rules.Count, seed);
        rule.Automaton = AddAutomaton(failure);
        var slot = _table.Add(rule);
        _undo.Push(() => _table.Remove(slot));
        _rules.Add(new ScopeRule(failure, slot, gates[0].Mechanism));

        foreach (var name in failure.Targets.Select(target => target.ProcessName).OfType<string>().Distinct())
        {
            _table.AddTarget(slot, name);
            _undo.Push(() => _table.RemoveTarget(slot, name));
        }

        foreach (var gate in gates)
        {
            var call = new CallKey(scope, gate.Number, SyscallTable.NumberOf(failure.Syscall));
            if (!_lists.TryGetValue(call, out var slots))
                _lists.Add(call, slots = []);
            if (slots.Count == Limits.RulesPerCall)
                throw new ScopeLimitException($"failures of {failure.Syscall} in one scope", Limits.RulesPerCall);
            slots.Add(slot);
        }
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
internal sealed record ScopeRule(SyscallFailure Failure, uint Slot, Mechanism Mechanism);
