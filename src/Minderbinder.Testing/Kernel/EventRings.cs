using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>
/// The buffers of events: one for each open scope, so that none suffers from what another has to say. They are made when needed and used
/// again, for putting one in its place waits for the kernel's grace period (milliseconds).
/// </summary>
internal sealed unsafe class EventRings(BpfObject programs)
{
    private const int RingBufferMap = 27; // BPF_MAP_TYPE_RINGBUF

    private readonly Lock _lock = new();
    private readonly int _places = LibBpf.MapFd(programs.Map("rings"));
    private readonly Stack<EventRing> _free = [];
    private uint _count;

    public EventRing Take()
    {
        lock (_lock)
            return _free.TryPop(out var ring) ? ring : Create();
    }

    /// <summary>Gives back one that nobody writes to any more.</summary>
    public void Return(EventRing ring)
    {
        ring.CatchUp();
        ring.HandTo(null);
        lock (_lock)
            _free.Push(ring);
    }

    private EventRing Create()
    {
        if (_count == Limits.Scopes)
            throw new ScopeLimitException("open scopes", Limits.Scopes);

        var created = LibBpf.CreateMap(RingBufferMap, "events", 0, 0, Limits.RingSize, 0);
        if (created < 0)
            throw new BpfException("making a ring buffer of events", -created, "");
        using var map = Descriptor.Own(created);
        var (place, descriptor) = (_count, (int)map.DangerousGetHandle());
        if (LibBpf.Update(_places, &place, &descriptor, 0) is < 0 and var error)
            throw new BpfException("giving a ring buffer of events to the programs", -error, "");
        var ring = new EventRing(place, map);
        _count++;
        return ring;
    }
}
