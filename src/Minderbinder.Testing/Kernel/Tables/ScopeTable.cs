using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>The open scopes.</summary>
internal sealed class ScopeTable(BpfObject programs)
{
    private readonly BpfMap<uint, Scope> _scopes = new(programs, "scopes");
    private int _count;

    /// <summary>Adds a scope inside others.</summary>
    /// <param name="number">Its number, which is not used again.</param>
    /// <param name="ancestors">The scopes around it, nearest first.</param>
    public void Add(uint number, IReadOnlyList<uint> ancestors)
    {
        if (ancestors.Count >= Limits.ScopeDepth)
            throw new ScopeLimitException("scopes inside one another", Limits.ScopeDepth);
        if (Interlocked.Increment(ref _count) > _scopes.Capacity)
        {
            Interlocked.Decrement(ref _count);
            throw new ScopeLimitException("open scopes", _scopes.Capacity);
        }

        var scope = new Scope { OpenedNs = Clock.Now };
        scope.Scopes[0] = number;
        for (var i = 0; i < ancestors.Count; i++)
            scope.Scopes[i + 1] = ancestors[i];
        try
        {
            _scopes.Set(number, scope);
        }
        catch
        {
            Interlocked.Decrement(ref _count);
            throw;
        }
    }

    public void Remove(uint number)
    {
        _scopes.Remove(number);
        Interlocked.Decrement(ref _count);
    }
}
