using System.Runtime.InteropServices;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>
/// A buffer of events, for one scope after another. They are handed out on a thread of its own as they come, and on the caller's when it
/// asks for those that are there already.
/// </summary>
internal sealed unsafe class EventRing
{
    /// <summary>Takes one event; not for long, and without throwing.</summary>
    public delegate void Handler(in Event happened);

    private const int StackSize = 256 * 1024;

    /// <summary>No event is smaller, so a full buffer has no more.</summary>
    private static readonly int Most = Limits.RingSize / sizeof(Event);

    private readonly Lock _consuming = new();
    private readonly nint _ringBuffer;
    private volatile Handler? _handler;
    private int _budget;

    /// <param name="number">Where it stands among the buffers.</param>
    /// <param name="map">The kernel's side of it.</param>
    public EventRing(uint number, Descriptor map)
    {
        Number = number;
        var self = GCHandle.Alloc(this);
        _ringBuffer = LibBpf.NewRingBuffer((int)map.DangerousGetHandle(), &OnSample, GCHandle.ToIntPtr(self), 0);
        if (_ringBuffer == 0)
        {
            var error = Marshal.GetLastPInvokeError();
            self.Free();
            throw new BpfException("opening a ring buffer of events", error, "");
        }

        // It works for no scope, and must not be taken to.
        new Thread(Read, StackSize) { IsBackground = true, Name = "Minderbinder events" }.UnsafeStart();
    }

    public uint Number { get; }

    /// <summary>Gets the events from here on.</summary>
    public void HandTo(Handler? handler) => _handler = handler;

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
        lock (_consuming)
        {
            // Whoever writes without end must not keep the reader for ever.
            _budget = Most;
            _ = consume(_ringBuffer);
        }
    }

    /// <returns>Less than zero to stop: this event counts as read.</returns>
    [UnmanagedCallersOnly]
    private static int OnSample(nint context, void* data, nuint size)
    {
        var self = (EventRing)GCHandle.FromIntPtr(context).Target!;
        self._handler?.Invoke(in *(Event*)data);
        return --self._budget > 0 ? 0 : -(int)Errno.EAGAIN;
    }
}
