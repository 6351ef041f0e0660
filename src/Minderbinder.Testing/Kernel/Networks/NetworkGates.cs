using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>What it takes to judge packets: made when the first rule needs it, and kept until the process ends.</summary>
internal sealed class NetworkGates(BpfObject shared, RuleTable rules, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<uint, IReadOnlyList<string>> _narrowed = [];
    private readonly List<BpfLinkHandle> _received = [];
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

    private void AttachReceived()
    {
        using var instance = shared.OpenAgain();
        BpfProgram[] programs = [instance.Program("judge_received").Choose(), instance.Program("lose_received").Choose()];
        instance.Load("the programs that judge packets at their sockets");
        foreach (var program in programs)
            _received.Add(program.Attach());
    }
}
