using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Seccomp;

/// <summary>
/// Events on their way from a supervisor to the logs of their scopes. The supervisor writes them without a lock and without allocating;
/// they are handed out on a thread of the pool, or on that of a caller who wants those that are there already.
/// </summary>
internal sealed unsafe class EventQueue(ConcurrentDictionary<uint, ScopeLog> logs) : IThreadPoolWorkItem
{
    private const int Capacity = 2048;

    private readonly Lock _handingOut = new();

    // Outside the collected heap: a launch then costs the memory that its events take, not that of a full queue.
    private readonly Event* _events = (Event*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(Event));
    private long _written;
    private long _read;
    private int _isScheduled;
    private bool _isClosed;

    /// <summary>A place to write the next event to; null if there is no room. To be followed by <see cref="Submit"/>.</summary>
    public Event* Reserve() => _written - Volatile.Read(ref _read) < Capacity ? _events + (_written % Capacity) : null;

    public void Submit()
    {
        Volatile.Write(ref _written, _written + 1);
        if (Interlocked.Exchange(ref _isScheduled, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>When this returns, all events submitted before have been handed out.</summary>
    public void CatchUp()
    {
        // A handler that asks for the events would get its own once more, without end.
        if (_handingOut.IsHeldByCurrentThread)
            return;
        lock (_handingOut)
        {
            for (; !_isClosed && _read < Volatile.Read(ref _written); Volatile.Write(ref _read, _read + 1))
            {
                var happened = _events + (_read % Capacity);
                if (logs.TryGetValue(happened->Scope, out var log))
                    log.Take(in *happened);
            }
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _isScheduled, 0);
        CatchUp();
    }

    /// <summary>Hands out what is there and gives the memory back. The supervisor has ended.</summary>
    public void Close()
    {
        CatchUp();
        lock (_handingOut)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            NativeMemory.Free(_events);
        }
    }
}
