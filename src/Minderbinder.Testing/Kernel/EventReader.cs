using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>
/// Hands out the events of all scopes, on a thread of its own as they come, and on the caller's when it asks for those
/// that are there already.
/// </summary>
internal sealed unsafe class EventReader
{
    /// <summary>Takes one event; not for long, and without throwing.</summary>
    public delegate void Handler(in Event happened);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<uint, Handler> _handlers = [];
    private readonly nint _ringBuffer;
    private bool _isConsuming;

    public EventReader(BpfObject programs)
    {
        _ringBuffer = LibBpf.NewRingBuffer(LibBpf.MapFd(programs.Map("events")), &OnSample, GCHandle.ToIntPtr(GCHandle.Alloc(this)), 0);
        if (_ringBuffer == 0)
            throw new BpfException("opening the ring buffer of events", Marshal.GetLastPInvokeError(), "");

        // It works for no scope, and must not be taken to.
        new Thread(Read) { IsBackground = true, Name = "Minderbinder events" }.UnsafeStart();
    }

    /// <summary>From here on, the events of a scope go to a handler.</summary>
    public void Subscribe(uint scope, Handler handler) => _handlers[scope] = handler;

    public void Unsubscribe(uint scope) => _handlers.TryRemove(scope, out _);

    /// <summary>When this returns, all that happened before it was called has been handled.</summary>
    public void CatchUp() => Consume(LibBpf.ConsumeRingBuffer);

    private void Read()
    {
        var ready = new LibC.PollEntry { Descriptor = LibBpf.RingBufferDescriptor(_ringBuffer), Requested = LibC.PollIn };
        while (true)
        {
            _ = LibC.Poll(&ready, 1, -1);

            // Not consuming alone, which would leave the descriptor ready and this loop without rest.
            Consume(ringBuffer => LibBpf.PollRingBuffer(ringBuffer, 0));
        }
    }

    private void Consume(Func<nint, int> consume)
    {
        lock (_lock)
        {
            // A handler that asks for the events, from a user's callback, would get its own once more, without end.
            if (_isConsuming)
                return;
            _isConsuming = true;
            _ = consume(_ringBuffer);
            _isConsuming = false;
        }
    }

    [UnmanagedCallersOnly]
    private static int OnSample(nint context, void* data, nuint size)
    {
        var self = (EventReader)GCHandle.FromIntPtr(context).Target!;
        var happened = (Event*)data;
        if (self._handlers.TryGetValue(happened->Scope, out var handle))
            handle(in *happened);
        return 0;
    }
}
