using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>
/// By a traffic-control filter, for kernels before 6.6. It outlives this process if that is killed, and then does nothing: all
/// it ever does is to call into an array that this process holds. The next one that comes by takes it away.
/// </summary>
internal sealed unsafe class FilterHook(BpfObject programs, ILogger logger) : IPacketHook
{
    // A filter can have any handle. This one says that the queueing discipline it hangs on (clsact, which queues
    // nothing) was made for it, and is to go when nothing hangs on it any more.
    private const uint PlainHandle = 1;
    private const uint OwnHookHandle = 2;

    public IDisposable Attach(Interface at, Place place)
    {
        using var alone = HookLock.Take();
        var hook = HookOf(at, LibBpf.TrafficDirection.Ingress | LibBpf.TrafficDirection.Egress);
        Sweep(at, hook);
        var created = LibBpf.CreateHook(&hook);
        if (created is < 0 and not -(int)Errno.EEXIST)
            throw new BpfException($"preparing the interface {at.Name} for filters", -created, "");

        var isOwn = created == 0 || Both(at).Any(filter => filter is { IsOurs: true, Handle: OwnHookHandle });
        hook = HookOf(at, Direction(place));
        var filter = new LibBpf.TrafficFilter
        {
            Size = (nuint)sizeof(LibBpf.TrafficFilter),
            ProgramFd = programs.Program(PacketPrograms.FilterOf(place)).Descriptor,
            Handle = isOwn ? OwnHookHandle : PlainHandle,
        };
        var error = LibBpf.AttachFilter(&hook, &filter);
        return error == 0
            ? new Attached(this, at, place, new Filter(filter.Handle, filter.Priority, null, null))
            : throw new BpfException($"attaching a filter to the interface {at.Name}", -error, "");
    }

    private static LibBpf.TrafficDirection Direction(Place place) =>
        place == Place.Leaving ? LibBpf.TrafficDirection.Egress : LibBpf.TrafficDirection.Ingress;

    private static LibBpf.TrafficHook HookOf(Interface at, LibBpf.TrafficDirection direction) =>
        new() { Size = (nuint)sizeof(LibBpf.TrafficHook), Interface = at.Number, Direction = direction };

    private static IEnumerable<Filter> Both(Interface at) =>
        [.. FilterList.Of(at.Number, Place.Leaving), .. FilterList.Of(at.Number, Place.Arriving)];

    /// <summary>Takes away what processes that are gone have left.</summary>
    private void Sweep(Interface at, LibBpf.TrafficHook both)
    {
        var removedOwn = false;
        foreach (var place in new[] { Place.Leaving, Place.Arriving })
        {
            foreach (var filter in FilterList.Of(at.Number, place).Where(filter => filter.IsOurs && DeadFilter.Is(filter, place)))
            {
                Detach(at, place, filter);
                removedOwn |= filter.Handle == OwnHookHandle;
                logger.LogInformation("Removed the filter {Name} that a killed process had left on {Interface}", filter.Name, at.Name);
            }
        }

        if (removedOwn && !Both(at).Any())
            _ = LibBpf.DestroyHook(&both);
    }

    private static void Detach(Interface at, Place place, Filter filter)
    {
        var hook = HookOf(at, Direction(place));
        var options = new LibBpf.TrafficFilter { Size = (nuint)sizeof(LibBpf.TrafficFilter), Handle = filter.Handle, Priority = filter.Priority };
        _ = LibBpf.DetachFilter(&hook, &options);
    }

    private sealed class Attached(FilterHook owner, Interface at, Place place, Filter filter) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                using var alone = HookLock.Take();
                Detach(at, place, filter);
                var both = HookOf(at, LibBpf.TrafficDirection.Ingress | LibBpf.TrafficDirection.Egress);
                if (filter.Handle == OwnHookHandle && !Both(at).Any())
                    _ = LibBpf.DestroyHook(&both);
            }
            catch (Exception exception) when (exception is Win32Exception or BpfException)
            {
                // At the end of the process: what is left does nothing.
                owner.Report(exception, at);
            }
        }
    }

    private void Report(Exception exception, Interface at) => logger.LogDebug(exception, "Could not look after the filters of {Interface}", at.Name);
}
