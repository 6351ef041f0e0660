using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Seccomp;

/// <summary>
/// Events on their way from a supervisor to the logs of their scopes. The supervisor writes them without a lock and without allocating;
/// they are handed out a few milliseconds later on a thread of the pool, many at once, for waking one for each would cost more than the call;
/// or on the thread of a caller who wants those that are there already.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Closed by the supervisor's thread, which alone knows when.")]
internal sealed unsafe class EventQueue : IThreadPoolWorkItem
{
    private const int Capacity = 2048;
    private const int PatienceMilliseconds = 5;

    private readonly Lock _handingOut = new();

    // What an event is about is most of its size, and few say: apart, the rest stays in the processor's cache. Outside the collected heap: a
    // launch then costs the memory that its events take, not that of a full queue.
    private static readonly int HeadSize = sizeof(Event) - sizeof(Event.SubjectBytes);
    private readonly byte* _heads = (byte*)NativeMemory.AllocZeroed(Capacity, (nuint)HeadSize);
    private readonly Event.SubjectBytes* _subjects = (Event.SubjectBytes*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(Event.SubjectBytes));
    private readonly ConcurrentDictionary<uint, ScopeLog> _logs;

    // Not a time limit of the supervisor's own wait: one so short costs each of its waits as much as the call.
    private readonly Timer _timer;
    private long _written;
    private long _read;
    private int _isAwaited;
    private bool _isClosed;

    public EventQueue(ConcurrentDictionary<uint, ScopeLog> logs)
    {
        _logs = logs;
        using var suppressed = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow(); // it works for no scope
        _timer = new Timer(static queue => ((IThreadPoolWorkItem)queue!).Execute(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Takes an event. False if there is no room.</summary>
    public bool TrySubmit(in Event happened)
    {
        if (_written - Volatile.Read(ref _read) >= Capacity)
            return false;
        fixed (Event* from = &happened)
            Copy(from, _heads + (_written % Capacity * HeadSize), &from->Subject, _subjects + (_written % Capacity));
        Volatile.Write(ref _written, _written + 1);
        if (Interlocked.Exchange(ref _isAwaited, 1) == 0)
            _timer.Change(PatienceMilliseconds, Timeout.Infinite);
        else if (_written - Volatile.Read(ref _read) == Capacity / 4)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    /// <summary>When this returns, all events submitted before have been handed out.</summary>
    public void CatchUp()
    {
        // A handler that asks for the events would get its own once more, without end.
        if (_handingOut.IsHeldByCurrentThread)
            return;
        lock (_handingOut)
        {
            Event happened = default;
            for (; !_isClosed && _read < Volatile.Read(ref _written); Volatile.Write(ref _read, _read + 1))
            {
                Copy(_heads + (_read % Capacity * HeadSize), &happened, _subjects + (_read % Capacity), &happened.Subject);
                if (_logs.TryGetValue(happened.Scope, out var log))
                    log.Take(in happened);
            }
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _isAwaited, 0);
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
            _timer.Dispose();
            NativeMemory.Free(_heads);
            NativeMemory.Free(_subjects);
        }
    }

    private static void Copy(void* head, void* toHead, void* subject, void* toSubject)
    {
        Unsafe.CopyBlock(toHead, head, (uint)HeadSize);
        if (((Event*)head)->SubjectSize > 0)
            Unsafe.CopyBlock(toSubject, subject, Math.Min(((Event*)head)->SubjectSize, Limits.SubjectSize));
    }
}
