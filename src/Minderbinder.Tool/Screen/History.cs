namespace Minderbinder.Tool.Screen;

/// <summary>How a counter grew in each of the last intervals.</summary>
internal sealed class History
{
    private const int Kept = 240;

    private readonly Queue<long> _values = [];
    private long _last;

    public IReadOnlyList<long> Values => [.. _values];

    /// <summary>Takes the counter at the end of an interval.</summary>
    /// <returns>By how much it grew.</returns>
    public long Add(long counter)
    {
        var growth = Math.Max(0, counter - _last);
        _values.Enqueue(growth);
        if (_values.Count > Kept)
            _values.Dequeue();
        _last = counter;
        return growth;
    }
}
