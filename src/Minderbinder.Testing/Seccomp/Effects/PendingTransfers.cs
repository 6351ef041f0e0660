using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp.Effects;

/// <summary>
/// Shorter calls that wait until they can be made: for bytes to come, or room to be. None has a thread. Touched by the supervisor's
/// thread only.
/// </summary>
internal sealed class PendingTransfers(int epoll)
{
    /// <summary>A caller that was killed is found out after that; until then its descriptor is still open here.</summary>
    private const int CheckMilliseconds = 100;

    private readonly Dictionary<int, ShortTransfer> _waiting = [];
    private long _checkAt;

    /// <summary>In how many milliseconds there is something to look after; the largest number if nothing is.</summary>
    public int Timeout => _waiting.Count == 0 ? int.MaxValue : CheckMilliseconds;

    public void Add(ShortTransfer transfer)
    {
        if (transfer.NeverWaits)
        {
            transfer.TryPerform(mayWait: false);
            transfer.Drop();
        }
        else if (LibC.Watch(epoll, transfer.Descriptor, transfer.ReadyEvents))
        {
            _waiting.Add(transfer.Descriptor, transfer);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(transfer, preferLocal: false);
        }
    }

    /// <summary>Makes the call that a descriptor is ready for. False if it is not one of these.</summary>
    public bool Ready(int descriptor)
    {
        if (!_waiting.TryGetValue(descriptor, out var transfer))
            return false;
        if (transfer.TryPerform(mayWait: false))
            Remove(transfer);
        return true;
    }

    /// <summary>Forgets those whose callers are gone.</summary>
    public void Check()
    {
        if (_waiting.Count == 0 || Environment.TickCount64 < _checkAt)
            return;
        _checkAt = Environment.TickCount64 + CheckMilliseconds;
        foreach (var transfer in _waiting.Values.Where(transfer => !transfer.IsWanted).ToArray())
            Remove(transfer);
    }

    public void Clear()
    {
        foreach (var transfer in _waiting.Values.ToArray())
            Remove(transfer);
    }

    private void Remove(ShortTransfer transfer)
    {
        _waiting.Remove(transfer.Descriptor);
        LibC.Unwatch(epoll, transfer.Descriptor);
        transfer.Drop();
    }
}
