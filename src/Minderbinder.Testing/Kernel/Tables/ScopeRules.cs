using Minderbinder.Testing.Kernel.Gates;
using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>The rules of one scope: put in force together, and taken out together.</summary>
internal sealed class ScopeRules(KernelSession session, uint scope) : IDisposable
{
    private readonly RuleTable _table = session.Rules;
    private readonly Stack<Action> _undo = [];

    /// <summary>Which slot each failure has got, in the order of the config.</summary>
    public List<uint> Slots { get; } = [];

    /// <summary>Puts all failures of a config in force. If they cannot all be, those that are go with <see cref="Dispose"/>.</summary>
    /// <exception cref="SyscallNotSupportedException">This kernel cannot make one of the system calls fail.</exception>
    /// <exception cref="ScopeLimitException">They do not all fit.</exception>
    public void Add(IReadOnlyList<SyscallFailure> failures, Mechanism? mechanism, ulong seed)
    {
        var lists = new Dictionary<CallKey, List<uint>>();
        foreach (var failure in failures)
        {
            var gates = AcquireGates(failure, mechanism);
            var slot = AddRule(failure, unchecked(seed + ((ulong)Slots.Count * 0xd1342543de82ef95UL)));
            foreach (var gate in gates)
            {
                var call = new CallKey(scope, gate.Number, SyscallTable.NumberOf(failure.Syscall));
                if (!lists.TryGetValue(call, out var slots))
                    lists.Add(call, slots = []);
                if (slots.Count == Limits.RulesPerCall)
                    throw new ScopeLimitException($"failures of {failure.Syscall} in one scope", Limits.RulesPerCall);
                slots.Add(slot);
            }
        }

        // Only now does anything fail: all of the config holds from the same moment.
        foreach (var (call, slots) in lists)
        {
            _table.AddList(call, slots);
            _undo.Push(() => _table.RemoveList(call));
        }
    }

    private IReadOnlyList<Gate> AcquireGates(SyscallFailure failure, Mechanism? mechanism)
    {
        var gates = MechanismChoice.Choose(failure, mechanism, session.Gates);
        foreach (var gate in gates)
            _undo.Push(() => session.Gates.Release(gate));
        return gates;
    }

    public void Dispose()
    {
        while (_undo.TryPop(out var undo))
            undo();
    }

    private uint AddRule(SyscallFailure failure, ulong seed)
    {
        var slot = _table.Add(new Rule
        {
            Returned = failure.ReturnCode,
            DelayNs = (ulong)(failure.Delay.Ticks * TimeSpan.NanosecondsPerTick),
            Rate = (ulong)(failure.FailureRate / 100 * Rule.Always),
            Seed = seed,
            Scope = scope,
            Whom = Whom(failure),
        });
        _undo.Push(() => _table.Remove(slot));
        Slots.Add(slot);

        foreach (var name in failure.Targets.Select(target => target.ProcessName).OfType<string>().Distinct())
        {
            _table.AddTarget(slot, name);
            _undo.Push(() => _table.RemoveTarget(slot, name));
        }

        return slot;
    }

    private static uint Whom(SyscallFailure failure)
    {
        if (failure.Targets.Count == 0)
            return Rule.AnyMember;
        return (failure.Targets.Any(target => target.IsSelf) ? Rule.Self : 0)
            | (failure.Targets.Any(target => !target.IsSelf) ? Rule.Named : 0);
    }
}
