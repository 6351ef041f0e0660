using Minderbinder.Testing.Kernel.Gates;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Networks;
using Minderbinder.Testing.Mechanisms;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>The rules of one scope: put in force together, and forgotten when no program works for the scope any more.</summary>
internal sealed class ScopeRules(KernelSession session, uint scope) : IDisposable
{
    private readonly RuleTable _table = session.Rules;
    private readonly Stack<Action> _undo = [];
    private readonly Dictionary<CallKey, List<uint>> _lists = [];
    private readonly Dictionary<int, uint> _slots = [];

    /// <summary>Takes over gates that were acquired: they are released with the rules.</summary>
    public void Own(IReadOnlyList<Gate> gates)
    {
        foreach (var gate in gates)
            _undo.Push(() => session.Gates.Release(gate));
    }

    /// <summary>Makes a rule for a failure. It is not in force yet.</summary>
    /// <param name="numbered">The failure.</param>
    /// <param name="gates">The gates that its call passes.</param>
    /// <param name="seed">The scope's.</param>
    /// <exception cref="ScopeLimitException">It does not fit.</exception>
    public void Add(NumberedFailure numbered, IReadOnlyList<Gate> gates, ulong seed)
    {
        var (number, failure) = numbered;
        if (failure.When is { Paths.Count: > 0 } && RuleCompiler.PathArguments(failure.Syscall) is > 0 and var paths)
        {
            foreach (var door in gates.Where(gate => gate.Mechanism == Mechanism.SyscallModifyReturn))
                session.Gates.BringInPaths(door.Function, paths);
        }

        var rule = RuleCompiler.CompileCall(failure, scope, (uint)number, seed);
        rule.Automaton = AddAutomaton(failure);
        var slot = Add(number, failure, rule);
        foreach (var gate in gates)
            AddToList(
                new CallKey(scope, gate.Number, SyscallTable.NumberOf(failure.Syscall), default),
                slot,
                $"failures of {failure.Syscall} in one scope");
    }

    /// <summary>Makes a rule for packets. It is not in force yet.</summary>
    /// <returns>How it is carried out.</returns>
    /// <exception cref="NetworkNotSupportedException">Packets cannot be lost or damaged so here.</exception>
    /// <exception cref="ScopeLimitException">It does not fit.</exception>
    public Mechanism Add(int number, NetworkFailure failure, ulong seed)
    {
        session.Networks.Require(failure);
        var place = NetworkGates.PlaceOf(failure);
        var slot = Add(number, failure, RuleCompiler.Compile(failure, scope, (uint)number, seed));
        _table.Packets[slot] = RuleCompiler.CompilePackets(failure);
        if (failure.Interfaces.Count > 0)
        {
            session.Networks.Narrow(slot, failure.Interfaces);
            _undo.Push(() => session.Networks.Widen(slot));
        }

        AddToList(new CallKey(scope, Gate: 0, Syscall: 0, place), slot, "network failures of one direction in one scope");
        return place == Place.Received ? Mechanism.SecurityHook : Mechanism.TrafficControl;
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

    public RuleCounters CountersOf(int number) => _table.CountersOf(_slots[number]);

    /// <summary>A plain store into memory that the kernel reads: the next call goes by it.</summary>
    public void SetRate(int number, ulong rate) => _table.SetRate(_slots[number], rate);

    /// <summary>Gives back all that they took, once the scope is closed. Right after any step of the above, too.</summary>
    public void Dispose()
    {
        while (_undo.TryPop(out var undo))
            undo();
    }

    private uint Add(int number, Failure failure, in Rule rule)
    {
        var slot = _table.Add(rule);
        _undo.Push(() => _table.Remove(slot));
        _slots.Add(number, slot);
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
