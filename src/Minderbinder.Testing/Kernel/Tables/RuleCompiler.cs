using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>Turns a failure into what the kernel side works with.</summary>
internal static class RuleCompiler
{
    private const sbyte Nowhere = -1;

    /// <summary>256 bytes have room in two rows.</summary>
    private const int ClassRows = 2;

    /// <summary>IPv4 addresses are compared as IPv6 addresses that begin with these bits.</summary>
    private const int MappedPrefix = 96;

    /// <summary>What all failures have: for whom, and when.</summary>
    public static Rule Compile(Failure failure, uint scope, uint number, ulong seed) => new()
    {
        DelayNs = (ulong)(failure.StartDelay.Ticks * TimeSpan.NanosecondsPerTick),
        Skip = (ulong)failure.Skip,
        Every = (ulong)failure.Every,
        Times = (ulong)(failure.Times ?? 0),
        Rate = RateOf(failure.FailureRate),
        Seed = unchecked(seed + (number * 0xd1342543de82ef95UL)),
        Scope = scope,
        Failure = number,
        Whom = Whom(failure),
    };

    /// <summary>A rate that is not the rule's first: 100 percent of the calls from now on are not all calls.</summary>
    public static ulong ChangedRate(double percent) => RateOf(percent) is var rate && rate == Rule.Always ? Rule.Always + 1 : rate;

    public static Rule CompileCall(SyscallFailure failure, uint scope, uint number, ulong seed)
    {
        var rule = Compile(failure, scope, number, seed);
        rule.Place = PlaceOf(failure.Syscall);
        rule.ReturnedCount = (uint)failure.ReturnCodes.Count;
        for (var i = 0; i < failure.ReturnCodes.Count; i++)
            rule.Returned[i] = failure.ReturnCodes[i];
        if (failure.When is { } filter)
            AddFilter(ref rule, filter);
        return rule;
    }

    /// <summary>Which packets a failure is for, and what happens to them.</summary>
    public static PacketFilter CompilePackets(NetworkFailure failure)
    {
        var outgoing = failure as OutgoingNetworkFailure;
        return new PacketFilter
        {
            Action = (uint)failure.Action + 1, // 0 is to let it pass
            FixChecksum = failure.FixChecksum ? 1u : 0,
            Protocol = failure.Protocol switch
            {
                NetworkProtocol.Tcp => (uint)ProtocolType.Tcp,
                NetworkProtocol.Udp => (uint)ProtocolType.Udp,
                NetworkProtocol.Icmp => (uint)ProtocolType.Icmp,
                _ => 0,
            },
            MinLength = (uint)failure.MinLength,
            SourcePorts = ListOf(outgoing is { LocalPorts.Count: > 0 } ? failure.LocalPorts : failure.SourcePorts),
            DestinationPorts = ListOf(outgoing is null ? failure.LocalPorts : outgoing.DestinationPorts),
            SourceAddresses = ListOf(failure.SourceAddresses),
            DestinationAddresses = ListOf(outgoing?.DestinationAddresses ?? []),
            IsNarrowed = failure.Interfaces.Count > 0 ? 1u : 0,
        };
    }

    /// <summary>Two rows for the classes of bytes, then one for each state.</summary>
    public static AutomatonRow[] CompilePaths(IReadOnlyList<string> patterns)
    {
        var automaton = PathAutomaton.Compile(patterns);
        var rows = new AutomatonRow[ClassRows + automaton.StateCount];
        automaton.Classes.CopyTo(MemoryMarshal.AsBytes(rows.AsSpan(0, ClassRows)));
        automaton.Rows.CopyTo(MemoryMarshal.Cast<AutomatonRow, ushort>(rows.AsSpan(ClassRows)));
        return rows;
    }

    /// <summary>A bit for each argument of a system call that is a path.</summary>
    public static uint PathArguments(string syscall) =>
        SyscallArguments.For(syscall).Paths.Aggregate(0u, (bits, path) => bits | (1u << path.Position));

    private static ulong RateOf(double percent) => (ulong)(percent / 100 * Rule.Always);

    private static uint Whom(Failure failure)
    {
        if (failure.Targets.Count == 0)
            return Rule.AnyMember;
        return (failure.Targets.Any(target => target.IsSelf) ? Rule.Self : 0)
            | (failure.Targets.Any(target => target.IsAnyThread) ? Rule.SelfWide : 0)
            | (failure.Targets.Any(target => !target.IsSelf) ? Rule.Named : 0);
    }

    /// <summary>Where a system call says what it is about.</summary>
    public static SubjectPlace PlaceOf(string syscall)
    {
        var arguments = SyscallArguments.For(syscall);
        var place = new SubjectPlace { Address = At(arguments.Address) };
        for (var i = 0; i < Limits.PathArguments; i++)
        {
            var path = i < arguments.Paths.Count ? arguments.Paths[i] : null;
            place.Path[i] = At(path?.Position);
            place.Directory[i] = At(path?.Folder);
        }

        place.Descriptor[0] = At(arguments.Descriptor);
        place.Descriptor[1] = At(arguments.SecondDescriptor);
        return place;
    }

    private static sbyte At(int? position) => (sbyte?)position ?? Nowhere;

    private static void AddFilter(ref Rule rule, CallFilter filter)
    {
        rule.Filter = (filter.Paths.Count > 0 ? Filters.Path : 0)
            | (filter.Descriptor is not null ? Filters.Descriptor : 0)
            | (filter.Addresses.Count > 0 ? Filters.Address : 0)
            | (filter.Ports.Count > 0 ? Filters.Port : 0)
            | (filter.Arguments.Count > 0 ? Filters.Arguments : 0);
        rule.Descriptor = filter.Descriptor ?? Nowhere;

        rule.ConditionCount = (uint)filter.Arguments.Count;
        for (var i = 0; i < filter.Arguments.Count; i++)
        {
            var condition = filter.Arguments[i];
            rule.Conditions[i] = new Condition
            {
                Argument = (uint)condition.Position,
                Comparison = (uint)condition.Operator,
                Value = condition.Value,
            };
        }

        rule.Ports = ListOf(filter.Ports);
        rule.Networks = ListOf(filter.Addresses);
    }

    private static PortList ListOf(ValueList<PortRange> ports)
    {
        var list = new PortList { Count = (uint)ports.Count };
        for (var i = 0; i < ports.Count; i++)
            list.Items[i] = new Layout.Ports { First = (ushort)ports[i].First, Last = (ushort)ports[i].Last };
        return list;
    }

    private static NetworkList ListOf(ValueList<string> addresses)
    {
        var list = new NetworkList { Count = (uint)addresses.Count };
        for (var i = 0; i < addresses.Count; i++)
            list.Items[i] = NetworkOf(AddressText.Parse(addresses[i]));
        return list;
    }

    private static Network NetworkOf(IPNetwork network)
    {
        var isV4 = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork;
        var result = new Network { Bits = (uint)(network.PrefixLength + (isV4 ? MappedPrefix : 0)) };
        network.BaseAddress.MapToIPv6().TryWriteBytes(result.Address, out _);
        return result;
    }
}
