using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>The programs at the interfaces: put there when a rule first needs them, on new interfaces as they come, and kept.</summary>
internal sealed class PacketHooks
{
    private readonly BpfObject _shared;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<Place, IPacketHook> _hooks = [];
    private readonly Dictionary<(int Interface, Place Place), IDisposable> _attached = [];

    public PacketHooks(BpfObject shared, ILogger logger)
    {
        (_shared, _logger) = (shared, logger);

        // Subscribed before the first look, so that no interface can come in between unseen.
        var changes = new RouteSocket(RouteSocket.LinkGroup);
        new Thread(() => Watch(changes)) { IsBackground = true, Name = "Minderbinder interfaces" }.UnsafeStart();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Detach();
    }

    /// <summary>What is there now, and what is there whenever that changes; on the thread that noticed.</summary>
    public event Action<IReadOnlyList<Interface>>? Changed;

    /// <summary>Makes sure that all packets that pass any interface are judged at a place.</summary>
    /// <exception cref="BpfException">They cannot be, at some interface.</exception>
    public void Require(Place place)
    {
        lock (_lock)
        {
            // An interface that came, or was made a port, a moment ago may not have been noticed by the thread yet.
            var interfaces = Interface.All();
            DetachExcept(interfaces);
            var hook = _hooks.TryGetValue(place, out var known) ? known : Choose(place, interfaces[0]);
            foreach (var at in interfaces)
                Attach(hook, at, place);
            _hooks[place] = hook;
        }
    }

    /// <summary>The best way that this kernel has.</summary>
    private IPacketHook Choose(Place place, Interface probe)
    {
        var programs = _shared.OpenAgain();
        programs.Program(PacketPrograms.NameOf(place)).Choose();
        programs.Program(PacketPrograms.FilterOf(place)).Choose();
        programs.Load("the programs that judge packets");
        var links = new TcxHook(programs);
        try
        {
            links.Attach(probe, place).Dispose();
            return links;
        }
        catch (BpfException exception) when ((Errno)exception.Error is Errno.EINVAL)
        {
            new BpfMap<uint, int>(_shared, PacketPrograms.Array).Set((uint)place, programs.Program(PacketPrograms.NameOf(place)).Descriptor);
            return new FilterHook(programs, _logger);
        }
    }

    private void Attach(IPacketHook hook, Interface at, Place place)
    {
        if (at.IsPort || _attached.ContainsKey((at.Number, place)))
            return;
        try
        {
            _attached.Add((at.Number, place), hook.Attach(at, place));
        }
        catch (BpfException exception) when ((Errno)exception.Error is Errno.ENODEV)
        {
            // It went as it came.
        }
    }

    /// <summary>From interfaces that are gone, or were made ports since.</summary>
    private void DetachExcept(IReadOnlyList<Interface> interfaces)
    {
        foreach (var gone in _attached.Keys.Where(key => interfaces.All(at => at.Number != key.Interface || at.IsPort)).ToArray())
        {
            if (_attached.Remove(gone, out var attached))
                attached.Dispose();
        }
    }

    private void Watch(RouteSocket changes)
    {
        while (true)
        {
            changes.Wait();
            try
            {
                Update();
            }
            catch (Exception exception) when (exception is BpfException or Win32Exception)
            {
                _logger.LogError(exception, "An interface may have come whose packets are not judged");
            }
        }
    }

    private void Update()
    {
        IReadOnlyList<Interface> interfaces;
        lock (_lock)
        {
            interfaces = Interface.All();
            DetachExcept(interfaces);
            foreach (var (place, hook) in _hooks)
            {
                foreach (var at in interfaces)
                    Attach(hook, at, place);
            }
        }

        Changed?.Invoke(interfaces);
    }

    private void Detach()
    {
        lock (_lock)
        {
            foreach (var attached in _attached.Values)
                attached.Dispose();
            _attached.Clear();
        }
    }
}
