using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>What it takes to judge packets: made when the first rule needs it, and kept until the process ends.</summary>
internal sealed class NetworkGates(BpfObject shared, RuleTable rules, ILogger logger)
{
    private static readonly string[] Receivers = ["judge_received", "lose_received"];

    private readonly Lock _lock = new();
    private readonly Dictionary<uint, IReadOnlyList<string>> _narrowed = [];
    private readonly List<BpfLinkHandle> _received = [];
    private BpfObject? _receivers; // held: who asks about a program of it needs its descriptor
    private SocketOwners? _owners;
    private PacketHooks? _hooks;

    /// <summary>Where a failure's packets are judged.</summary>
    /// <remarks>
    /// What is lost on its way in is lost at the socket, which knows whose it is. What is to be changed must be caught before.
    /// </remarks>
    public static Place PlaceOf(NetworkFailure failure) =>
        failure is OutgoingNetworkFailure ? Place.Leaving
        : failure.Action == PacketAction.Drop ? Place.Received
        : Place.Arriving;

    /// <summary>
    /// How often the kernel has skipped, on the whole machine, a program that notes whose socket it is, or that judges a packet at its socket.
    /// Those at the interfaces it does not skip.
    /// </summary>
    public long Misses
    {
        get
        {
            lock (_lock)
            {
                var received = _receivers is { } at ? Receivers.Sum(name => ProgramInfo.Of(at.Program(name).Descriptor).RecursionMisses) : 0;
                return received + (_owners?.Misses ?? 0);
            }
        }
    }

    /// <summary>Makes sure that packets are judged at a place.</summary>
    /// <exception cref="NetworkNotSupportedException">They cannot be here.</exception>
    public void Require(NetworkFailure failure)
    {
        lock (_lock)
        {
            try
            {
                _owners ??= new SocketOwners(shared, logger);
                if (PlaceOf(failure) is not Place.Received and var place)
                    Hooks().Require(place);
                else if (_received.Count == 0)
                    AttachReceived();
            }
            catch (BpfException exception)
            {
                throw new NetworkNotSupportedException(failure, exception);
            }
        }
    }

    /// <summary>Makes a rule hold on interfaces with these names only, whenever they are there.</summary>
    public void Narrow(uint slot, IReadOnlyList<string> names)
    {
        lock (_lock)
        {
            _ = Hooks();
            _narrowed.Add(slot, names);
            Number(Interface.All());
        }
    }

    public void Widen(uint slot)
    {
        lock (_lock)
            _narrowed.Remove(slot);
    }

    /// <summary>Sees to it that a member has the sockets it opened before it was one.</summary>
    public void Claim(RunningProcess process) => _owners?.Claim(process);

    private PacketHooks Hooks()
    {
        if (_hooks is null)
        {
            _hooks = new PacketHooks(shared, logger);
            _hooks.Changed += interfaces =>
            {
                lock (_lock)
                    Number(interfaces);
            };
        }

        return _hooks;
    }

    private void Number(IReadOnlyList<Interface> interfaces)
    {
        foreach (var (slot, names) in _narrowed)
        {
            for (var i = 0; i < names.Count; i++)
                rules.Packets[slot].Interfaces[i] = (uint)(interfaces.FirstOrDefault(at => at.Name == names[i])?.Number ?? 0);
        }
    }

    /// <summary>Both programs or none.</summary>
    private void AttachReceived()
    {
        var instance = shared.OpenAgain();
        var attached = new List<BpfLinkHandle>();
        try
        {
            foreach (var name in Receivers)
                instance.Program(name).Choose();
            instance.Load("the programs that judge packets at their sockets");
            foreach (var name in Receivers)
                attached.Add(instance.Program(name).Attach());
        }
        catch
        {
            attached.ForEach(link => link.Dispose());
            instance.Dispose();
            throw;
        }

        _received.AddRange(attached);
        _receivers = instance;
    }
}
