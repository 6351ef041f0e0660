using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>The rules of all scopes, in slots that are used again.</summary>
internal sealed class RuleTable(BpfObject programs, NameTable names)
{
    private readonly MappedArray<Rule> _rules = new(programs, "rules");
    private readonly MappedArray<PacketFilter> _packets = new(programs, "packet_filters");
    private readonly MappedArray<RuleCounters> _counters = new(programs, "counters");
    private readonly BpfMap<CallKey, RuleList> _lists = new(programs, "rule_lists");
    private readonly BpfMap<TargetKey, uint> _targets = new(programs, "targets");
    private readonly Stack<uint> _free = [];
    private uint _used;
    private int _listCount;
    private int _targetCount;

    public RuleCounters CountersOf(uint slot) => _counters[slot];

    /// <summary>For rules that are for packets, what they ask for and do.</summary>
    public MappedArray<PacketFilter> Packets => _packets;

    /// <summary>Fills a free slot. The rule holds once it stands in a list.</summary>
    public uint Add(in Rule rule)
    {
        var slot = TakeSlot();
        _counters[slot] = default;
        _rules[slot] = rule;
        return slot;
    }

    public void SetRate(uint slot, ulong rate) => Volatile.Write(ref _rules[slot].Rate, rate);

    public void Remove(uint slot)
    {
        _rules[slot] = default;
        lock (_free)
            _free.Push(slot);
    }

    /// <summary>Makes a rule mean processes of that name.</summary>
    public void AddTarget(uint slot, string name)
    {
        var number = names.Acquire(name);
        var isReserved = false;
        try
        {
            Reserve(ref _targetCount, _targets.Capacity, "process names in the targets of all open scopes");
            isReserved = true;
            _targets.Set(new TargetKey(slot, number), 1);
        }
        catch
        {
            if (isReserved)
                Interlocked.Decrement(ref _targetCount);
            names.Release(name);
            throw;
        }
    }

    public void RemoveTarget(uint slot, string name)
    {
        _targets.Remove(new TargetKey(slot, names.NumberOf(name)));
        names.Release(name);
        Interlocked.Decrement(ref _targetCount);
    }

    /// <summary>Puts rules in force for one system call of a scope at one gate.</summary>
    public void AddList(CallKey call, IReadOnlyList<uint> slots)
    {
        Reserve(ref _listCount, _lists.Capacity, "system calls with failures in all open scopes");
        var list = new RuleList { Count = (uint)slots.Count };
        for (var i = 0; i < slots.Count; i++)
            list.Rules[i] = slots[i];
        _lists.Set(call, list);
    }

    public void RemoveList(CallKey call)
    {
        _lists.Remove(call);
        Interlocked.Decrement(ref _listCount);
    }

    private static void Reserve(ref int count, uint capacity, string what)
    {
        if (Interlocked.Increment(ref count) > capacity)
        {
            Interlocked.Decrement(ref count);
            throw new ScopeLimitException(what, capacity);
        }
    }

    private uint TakeSlot()
    {
        lock (_free)
        {
            if (_free.TryPop(out var slot))
                return slot;
            return _used < _rules.Capacity ? _used++ : throw new ScopeLimitException("failures in all open scopes", _rules.Capacity);
        }
    }
}
