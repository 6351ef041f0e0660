using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>The automata of all path filters, each in rows next to one another.</summary>
internal sealed class AutomatonTable(BpfObject programs)
{
    private readonly MappedArray<AutomatonRow> _rows = new(programs, "automata");
    private readonly SortedList<uint, uint> _taken = []; // first row and number of rows

    /// <summary>Copies rows to a place of their own and returns the first one's number.</summary>
    public uint Add(ReadOnlySpan<AutomatonRow> rows)
    {
        lock (_taken)
        {
            var first = FindRoom((uint)rows.Length);
            for (var i = 0; i < rows.Length; i++)
                _rows[first + (uint)i] = rows[i];
            _taken.Add(first, (uint)rows.Length);
            return first;
        }
    }

    public void Remove(uint first)
    {
        lock (_taken)
            _taken.Remove(first);
    }

    private uint FindRoom(uint count)
    {
        uint end = 0;
        foreach (var (first, length) in _taken)
        {
            if (first - end >= count)
                return end;
            end = first + length;
        }

        return _rows.Capacity - end >= count ? end : throw new ScopeLimitException("states of path filters in all open scopes", _rows.Capacity);
    }
}
