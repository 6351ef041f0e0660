using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Seccomp;

/// <summary>
/// Events on their way from a supervisor to the logs of their scopes. The supervisor writes them without a lock and without allocating;
/// they are handed out a few milliseconds later on a thread of the pool, many at once, for waking one for each would cost more than the call;
/// or on the thread of a caller who wants those that are there already.
/// </summary>
internal sealed unsafe class EventQueue(ConcurrentDictionary<uint, ScopeLog> logs) : IThreadPoolWorkItem
{
    private const int Capacity = 2048;
    private const int PatienceMilliseconds = 5;

    private readonly Lock _handingOut = new();

    // Outside the collected heap: a launch then costs the memory that its events take, not that of a full queue.
    private readonly Event* _events = (Event*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(Event));
    private long _written;
    private long _read;
    private int _isScheduled;
    private long _dueAt = long.MaxValue;
    private bool _isClosed;

    /// <summary>A place to write the next event to; null if there is no room. To be followed by <see cref="Submit"/>.</summary>
    public Event* Reserve() => _written - Volatile.Read(ref _read) < Capacity ? _events + (_written % Capacity) : null;

    public void Submit()
    {
        Volatile.Write(ref _written, _written + 1);
        if (_dueAt == long.MaxValue)
            _dueAt = Environment.TickCount64 + PatienceMilliseconds;
    }

    /// <summary>In how many milliseconds events are to be handed out; the largest number if there are none.</summary>
    public int Timeout => (int)Math.Clamp(_dueAt - Environment.TickCount64, 0, int.MaxValue);

    /// <summary>Has them handed out if it is time. For the supervisor's thread, as all above.</summary>
    public void HandOutIfDue()
    {
        if (_dueAt == long.MaxValue || (Environment.TickCount64 < _dueAt && _written - Volatile.Read(ref _read) < Capacity / 4))
            return;
        _dueAt = long.MaxValue;
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
