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

    private readonly Dictionary<int, (ShortTransfer Transfer, SupervisedEnforcement Scope)> _waiting = [];
    private long _checkAt;

    /// <summary>In how many milliseconds there is something to look after; the largest number if nothing is.</summary>
    public int Timeout => _waiting.Count == 0 ? int.MaxValue : CheckMilliseconds;

    /// <summary>Makes a call, now or when it can be made.</summary>
    /// <param name="transfer">The call.</param>
    /// <param name="scope">The scope in which it is shorter.</param>
    public void Add(ShortTransfer transfer, SupervisedEnforcement scope)
    {
        if (!transfer.IsWanted)
        {
            transfer.Drop();
        }
        else if (transfer.NeverWaits)
        {
            transfer.TryPerform(mayWait: false);
            transfer.Drop();
        }
        else if (LibC.Watch(epoll, transfer.Descriptor, transfer.ReadyEvents))
        {
            transfer.StartToWait();
            _waiting.Add(transfer.Descriptor, (transfer, scope));
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(transfer, preferLocal: false);
        }
    }

    /// <summary>Makes the call that a descriptor is ready for. False if it is not one of these.</summary>
    public bool Ready(int descriptor)
    {
        if (!_waiting.TryGetValue(descriptor, out var waiting))
            return false;

        // What a caller that was killed has waited for is there for others.
        if (!waiting.Transfer.IsWanted || waiting.Transfer.TryPerform(mayWait: false))
            Remove(waiting.Transfer);
        return true;
    }

    /// <summary>Leaves those of a scope to the kernel: it closes, and they have not been cut short yet.</summary>
    public void Release(SupervisedEnforcement scope)
    {
        foreach (var (transfer, _) in _waiting.Values.Where(waiting => waiting.Scope == scope).ToArray())
        {
            transfer.LetGoOn();
            Remove(transfer);
        }
    }

    /// <summary>Forgets those whose callers are gone, and ends those that have waited for long enough.</summary>
    public void Check()
    {
        if (_waiting.Count == 0 || Environment.TickCount64 < _checkAt)
            return;
        _checkAt = Environment.TickCount64 + CheckMilliseconds;
        foreach (var (transfer, _) in _waiting.Values.Where(waiting => IsOver(waiting.Transfer)).ToArray())
        {
            transfer.GiveUp();
            Remove(transfer);
        }
    }

    public void Clear()
    {
        foreach (var (transfer, _) in _waiting.Values.ToArray())
            Remove(transfer);
    }

    private static bool IsOver(ShortTransfer transfer) => !transfer.IsWanted || transfer.DueAt <= Environment.TickCount64;

    private void Remove(ShortTransfer transfer)
    {
        _waiting.Remove(transfer.Descriptor);
        LibC.Unwatch(epoll, transfer.Descriptor);
        transfer.Drop();
    }
}
