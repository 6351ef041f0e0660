using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Mechanisms;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>The open scopes, each in the slot that its number says.</summary>
internal sealed class ScopeTable(BpfObject programs)
{
    private readonly MappedArray<Scope> _scopes = new(programs, "scopes");

    /// <summary>Opens a scope inside others, for processes to be members of.</summary>
    /// <param name="number">Its number. No other open scope has a number that leads to the same slot.</param>
    /// <param name="ancestors">The scopes around it, nearest first.</param>
    /// <param name="ring">The number of its buffer of events.</param>
    public void Open(uint number, IReadOnlyList<uint> ancestors, uint ring)
    {
        if (ancestors.Count >= Limits.ScopeDepth)
            throw new ScopeLimitException("scopes inside one another", Limits.ScopeDepth);

        ref var scope = ref SlotOf(number);
        scope.OpenedNs = Clock.Now;
        (scope.Lost, scope.LostMembers, scope.Ring, scope.Chain) = (0, 0, ring, default);
        scope.Chain[0] = number;
        for (var i = 0; i < ancestors.Count; i++)
            scope.Chain[i + 1] = ancestors[i];
        Volatile.Write(ref scope.Number, number);
    }

    /// <summary>When this returns, no program works for the scope any more, and none will.</summary>
    public void Close(uint number)
    {
        ref var scope = ref SlotOf(number);
        if (scope.Number != number)
            return;
        Volatile.Write(ref scope.Number, 0);

        // A program counts itself in before it looks at the number: one of the two sees the other.
        Interlocked.MemoryBarrier();
        var patience = default(SpinWait);
        while (Volatile.Read(ref scope.InFlight) != 0)
            patience.SpinOnce();
    }

    /// <summary>What there was no room for, until the slot is used again.</summary>
    public ScopeLosses LossesOf(uint number) => new((long)SlotOf(number).Lost, (long)SlotOf(number).LostMembers);

    private ref Scope SlotOf(uint number) => ref _scopes[number % Limits.Scopes];
}
