namespace Minderbinder.Testing.Connections.Wires;

/// <summary>Counts the bytes of both directions of a connection, and says when it breaks.</summary>
internal sealed class CutSwitch : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly CancellationToken _lifted;
    private readonly long _after;
    private long _taken;
    private long _sent;

    /// <param name="cut">When; or null, for never.</param>
    /// <param name="lifted">Cancelled when nothing is to be cut any more.</param>
    public CutSwitch(ConnectionCut? cut, CancellationToken lifted)
    {
        (_after, _lifted) = (cut?.AfterBytes ?? long.MaxValue, lifted);
        if (_after == 0)
            Cut();
    }

    /// <summary>Cancelled when not a byte more is to go through, for whatever reason.</summary>
    public CancellationToken Token => _stopped.Token;

    /// <summary>Whether it was cut as asked.</summary>
    public bool IsCut { get; private set; }

    /// <summary>How many of the next bytes may be sent.</summary>
    public int Take(int count)
    {
        if (_after == long.MaxValue || _lifted.IsCancellationRequested)
            return count;
        var before = Interlocked.Add(ref _taken, count) - count;
        return (int)Math.Clamp(_after - before, 0, count);
    }

    /// <summary>So many were sent. Cuts after the last one.</summary>
    public void Sent(int count)
    {
        if (_after != long.MaxValue && Interlocked.Add(ref _sent, count) == _after && !_lifted.IsCancellationRequested)
            Cut();
    }

    /// <summary>Cuts now.</summary>
    public void Cut()
    {
        IsCut = true;
        Break();
    }

    /// <summary>Stops both directions, because one cannot go on.</summary>
    public void Break() => _stopped.Cancel();

    public void Dispose() => _stopped.Dispose();
}
