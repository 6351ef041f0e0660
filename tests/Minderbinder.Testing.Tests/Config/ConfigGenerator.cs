namespace Minderbinder.Testing.Tests;

/// <summary>Makes valid configs of every shape; the same ones for the same seed.</summary>
internal sealed class ConfigGenerator(int seed)
{
    private const string Characters = "abzAZ09_-.: #'\"\\&*!|>%@`,[]{}\t\n\u0001\u007f\u0085äß漢\u2028\ufeff";

    private static readonly Errno[] Errors = Enum.GetValues<Errno>();
    private static readonly string[] Syscalls = [.. SyscallTable.Names.Where(name => UnfailableSyscalls.ReasonFor(name) is null)];

    private static readonly string[] Addresses = ["10.0.0.0/8", "127.0.0.1", "0.0.0.0/0", "::1", "fd00::/8", "::ffff:10.0.0.1", "::/0"];

    private static readonly string[] InterfaceNames = ["lo", "eth", "br-0a1b2c3d", "wg0.", "-", "ä", "\"'{}", "\u0001", "0x"];

    private static readonly string[] HostNames = ["db.internal", "*.example.com", "*", "localhost", "a_b-c.xn--bcher-kva.test", "true", "12"];

    private static readonly string[] Wildcards = ["_", "/_", "/**/_", "*", "?", "\\*"];

    private readonly Random _random = new(seed);
    private int _names;

    public FailureConfig Next() => new([.. Many(1, 6, NextFailure)])
    {
        Seed = Sometimes() ? (ulong)_random.NextInt64(long.MinValue, long.MaxValue) : null,
        DenyIoUring = Sometimes(),
        Mechanism = Sometimes() ? (Mechanism)_random.Next((int)Mechanism.TrafficControl) : null,
    };

    private Failure NextFailure()
    {
        Failure failure = _random.Next(7) switch
        {
            6 => NextConnection(),
            0 => NextOutgoing(),
            1 => NextNetwork(new IncomingNetworkFailure()),
            _ => NextSyscall(),
        };
        return failure with
        {
            // Names differ by their number.
            Name = Sometimes() ? $"{_names++}{NextText()}" : null,
            Targets = [.. Many(0, 4, () => NextTarget(failure))],
            StartDelay = Sometimes() ? TimeSpan.FromTicks(_random.NextInt64(TimeSpan.FromDays(49).Ticks + 1)) : TimeSpan.Zero,
            Skip = Sometimes() ? _random.NextInt64() : 0,
            Every = Sometimes() ? _random.NextInt64(1, long.MaxValue) : 1,
            Times = Sometimes() ? _random.NextInt64(1, long.MaxValue) : null,
            Optional = Sometimes(),
            FailureRate = Sometimes() ? _random.NextDouble() * 100 : _random.Next(101),
        };
    }

    private SyscallFailure NextSyscall()
    {
        var syscall = Syscalls[_random.Next(Syscalls.Length)];
        var failure = Sometimes()
            ? new SyscallFailure(syscall, [.. Many(1, 9, () => Errors[_random.Next(Errors.Length)])])
            : new SyscallFailure(syscall) { ReturnCodes = [.. Many(1, 9, () => _random.NextInt64(-4095, long.MaxValue))] };
        failure = failure with
        {
            OrTwin = SyscallTwins.For(syscall) is null && Sometimes(),
            AllowRuntimeCritical = Sometimes(),
            When = Sometimes() ? NextFilter(SyscallArguments.For(syscall)) : null,
        };
        return _random.Next(4) == 0 ? NextEffect(failure) : failure;
    }

    /// <summary>A call that is late and fails, or is late, cut short, or given another file.</summary>
    private SyscallFailure NextEffect(SyscallFailure failure)
    {
        var latency = TimeSpan.FromTicks(_random.NextInt64(1, TimeSpan.FromDays(49).Ticks));
        failure = failure with { Latency = latency, Jitter = Sometimes() ? TimeSpan.FromTicks(_random.NextInt64(latency.Ticks + 1)) : TimeSpan.Zero };
        return _random.Next(4) switch
        {
            0 => failure,
            1 => failure with { ReturnCodes = [] },
            2 => new SyscallFailure(ShortTransfers.Syscalls[_random.Next(ShortTransfers.Syscalls.Count)]) { Short = _random.Next(1, int.MaxValue) },
            _ => new SyscallFailure("openat") { Instead = "/" + NextText(), When = new() { Paths = [NextPath()] } },
        };
    }

    private OutgoingNetworkFailure NextOutgoing()
    {
        var failure = (OutgoingNetworkFailure)NextNetwork(new OutgoingNetworkFailure());
        return failure with
        {
            DestinationPorts = failure.Protocol == NetworkProtocol.Icmp ? [] : NextPorts(),
            // Of both versions of IP, wherever the packets come from.
            DestinationAddresses = Sometimes() ? ["10.0.0.0/8", "fd00::/8", .. Many(0, 3, () => Addresses[_random.Next(Addresses.Length)])] : [],
            // The same as the source port, of which one is to be given.
            LocalPorts = failure.SourcePorts.Count > 0 ? [] : failure.LocalPorts,
        };
    }

    private NetworkFailure NextNetwork(NetworkFailure failure)
    {
        var protocol = (NetworkProtocol)_random.Next(4);
        var hasPorts = protocol != NetworkProtocol.Icmp;
        PacketAction[] actions =
        [
            .. Enum.GetValues<PacketAction>().Where(action => failure is OutgoingNetworkFailure || action != PacketAction.Refuse)
                .Where(action => protocol is NetworkProtocol.Any or NetworkProtocol.Tcp || action != PacketAction.Reset)
                .Where(action => protocol != NetworkProtocol.Icmp || failure is OutgoingNetworkFailure || action == PacketAction.Drop),
        ];
        var action = actions[_random.Next(actions.Length)];
        return failure with
        {
            Protocol = protocol,
            Action = action,
            FixChecksum = action == PacketAction.Corrupt && Sometimes(),
            SourcePorts = hasPorts ? NextPorts() : [],
            SourceAddresses = NextAddresses(),
            LocalPorts = hasPorts ? NextPorts() : [],
            MinLength = Sometimes() ? _random.Next(0x10000) : 0,
            // Interfaces differ by their number.
            Interfaces =
            [
                .. Enumerable.Range(0, _random.Next(17)).Select(number => $"{InterfaceNames[_random.Next(InterfaceNames.Length)]}{number}"),
            ],
        };
    }

    private ConnectionFailure NextConnection()
    {
        ValueList<string> hosts = [.. Many(0, 3, () => HostNames[_random.Next(HostNames.Length)])];
        if (_random.Next(4) == 0)
        {
            var dns = (DnsAnswer)_random.Next(4);
            return new ConnectionFailure { Hosts = hosts, Dns = dns, Latency = dns == DnsAnswer.Latency ? NextTime() : TimeSpan.Zero };
        }

        var failure = new ConnectionFailure { Hosts = hosts, Addresses = NextAddresses(), Ports = NextPorts() };
        if (_random.Next(4) == 0)
            return failure with { Refuse = true };
        var (latency, sendLatency) = (NextTime(), NextTime());
        return failure with
        {
            Latency = latency,
            Jitter = Sometimes() ? TimeSpan.FromTicks(_random.NextInt64(latency.Ticks + 1)) : TimeSpan.Zero,
            SendLatency = sendLatency,
            SendJitter = Sometimes() ? sendLatency : TimeSpan.Zero,
            Bandwidth = Sometimes() ? _random.NextInt64(1, long.MaxValue) : null,
            SlowStart = Sometimes() ? NextTime() : TimeSpan.Zero,
            Cut = _random.Next(3) switch
            {
                0 => null,
                1 => new ConnectionCut { AfterBytes = _random.NextInt64(), By = (CutEffect)_random.Next(3) },
                _ => new ConnectionCut { AfterTime = NextTime(), By = (CutEffect)_random.Next(3) },
            },
            Slice = Sometimes() ? _random.Next(1, int.MaxValue) : null,
            CorruptAt = Sometimes() ? _random.NextInt64() : null,
            SayYes = Sometimes(),
        };
    }

    private TimeSpan NextTime() => TimeSpan.FromTicks(_random.NextInt64(1, TimeSpan.FromDays(49).Ticks + 1));

    private CallFilter NextFilter(SyscallArguments arguments) => new()
    {
        // Seldom, for compiling them takes most of the time.
        Paths = [.. arguments.HasPath && _random.Next(4) == 0 ? Many(1, 3, NextPath) : []],
        Descriptor = arguments.HasDescriptor && Sometimes() ? _random.Next() : null,
        Addresses = arguments.HasPeer ? NextAddresses() : [],
        Ports = arguments.HasPeer ? NextPorts() : [],
        Arguments = [.. Many(1, 5, NextCondition)],
    };

    private ValueList<string> NextAddresses() => [.. Many(0, 5, () => Addresses[_random.Next(Addresses.Length)])];

    private ValueList<PortRange> NextPorts() => [.. Many(0, 5, () => new PortRange(_random.Next(0x8000), _random.Next(0x8000, 0x10000)))];

    // With few wildcards: many together make an automaton that is too large. No dots, for '.' and '..' are refused.
    private string NextPath() =>
        Wildcards[_random.Next(Wildcards.Length)] + NextText().Replace('*', '\\').Replace("\\", "\\\\").Replace('.', ',') + "x";

    private ArgumentCondition NextCondition() => new(
        _random.Next(6),
        (ArgumentOperator)_random.Next(7),
        (ulong)_random.NextInt64(1, long.MaxValue) >> _random.Next(62) | (Sometimes() ? ArgumentCondition.LowestNegativeInt : 1));

    private ProcessTarget NextTarget(Failure failure)
    {
        if (failure is SyscallFailure { NeedsSupervisor: true } or ConnectionFailure)
            return NextText() + "x";
        var selfIsAllowed = failure is not SyscallFailure { AllowRuntimeCritical: false } syscall
            || !RuntimeCriticalSyscalls.Contains(syscall.Syscall);
        return selfIsAllowed && _random.Next(4) == 0 ? ProcessTarget.Self : NextText() + "x";
    }

    // At most 20 characters of at most three bytes: short enough for the name of a process.
    private string NextText() =>
        string.Concat(Enumerable.Range(0, _random.Next(21)).Select(_ => Characters[_random.Next(Characters.Length)]));

    private IEnumerable<T> Many<T>(int least, int below, Func<T> next) => Enumerable.Range(0, _random.Next(least, below)).Select(_ => next());

    private bool Sometimes() => _random.Next(2) == 0;
}
