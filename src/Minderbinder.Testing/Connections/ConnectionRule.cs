using System.Net;
using System.Text;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Seccomp;

namespace Minderbinder.Testing.Connections;

/// <summary>A failure of connections or names in force. Decides about each one, and counts, as the rules for system calls do.</summary>
internal sealed class ConnectionRule
{
    /// <summary>So many that did not match are shown; bpf/shared.h has the same number.</summary>
    private const int NearMisses = 8;

    private readonly HashSet<string> _processes;
    private readonly IPNetwork[] _networks;
    private readonly ILookup<IPAddress, string> _inFile = HostsFile.Read();
    private readonly Lock _counting = new();
    private Rule _rule; // its rate can change
    private RuleCounters _counters;

    public ConnectionRule(ConnectionFailure failure, uint scope, int number, ulong seed)
    {
        (Failure, Number) = (failure, number);
        _rule = RuleCompiler.Compile(failure, scope, (uint)number, seed);
        _processes = [.. failure.Targets.Select(target => target.ProcessName).OfType<string>()];
        _networks = [.. failure.Addresses.Select(AddressText.Parse)];
    }

    public ConnectionFailure Failure { get; }

    public int Number { get; }

    /// <summary>Who answers its connections; null if they are passed on.</summary>
    public IConnectionAnswer? Answer { get; init; }

    /// <summary>Takes what happens, once the rule is in force.</summary>
    public ScopeLog? Log { get; set; }

    /// <summary>Whether it is about questions for names.</summary>
    public bool IsForNames => Failure.Dns is not null;

    public RuleCounters Counters
    {
        get
        {
            lock (_counting)
                return _counters;
        }
    }

    public void SetRate(double percent)
    {
        lock (_counting)
            _rule.Rate = RuleCompiler.ChangedRate(percent);
    }

    /// <summary>Whether it asks for a name among others.</summary>
    public bool Names(string host) => Failure.Hosts.Any(pattern => HostPattern.Matches(pattern, host));

    /// <summary>Whether a name is to stand for something that need not exist.</summary>
    public bool MakesUp(string host) =>
        !IsForNames && (Names(host) || (Failure.IsAnswered && Failure.Hosts.Count == 0 && Failure.Addresses.Count == 0));

    /// <summary>Whether a connection suffers by this rule; then with what its draws follow from.</summary>
    public bool Judge(Caller caller, Destination destination, out ulong seed) =>
        Judge(caller, destination.ToString(), Matches(destination), out seed);

    /// <summary>Whether a question for a name suffers by this rule.</summary>
    public bool Judge(Caller caller, string name) => Judge(caller, name, Failure.Hosts.Count == 0 || Names(name), out _);

    /// <summary>A connection that nothing can be done about.</summary>
    public void NoteUnreachable(Caller caller, Destination destination)
    {
        if (_processes.Count > 0 && !caller.Names.Any(_processes.Contains))
            return;
        lock (_counting)
        {
            _counters.Called++;
            _counters.Unreadable++;
            if (_counters.Filtered++ < NearMisses)
                Tell(EventKind.NearMiss, caller, destination.ToString(), 0);
        }
    }

    private bool Matches(Destination destination)
    {
        if (Failure.Ports.Count > 0
            && !Failure.Ports.Any(ports => destination.Endpoint.Port >= ports.First && destination.Endpoint.Port <= ports.Last))
            return false;
        if (Failure.Hosts.Count == 0 && _networks.Length == 0)
            return !destination.IsLoopback;
        return (destination.Host is { } host && Names(host)) || _inFile[destination.Endpoint.Address].Any(Names)
            || _networks.Any(network => network.Contains(destination.Endpoint.Address));
    }

    private bool Judge(Caller caller, string subject, bool isMatch, out ulong seed)
    {
        seed = 0;
        if (_processes.Count > 0 && !caller.Names.Any(_processes.Contains))
            return false;
        lock (_counting)
        {
            _counters.Called++;
            if (!isMatch)
            {
                if (_counters.Filtered++ < NearMisses)
                    Tell(EventKind.NearMiss, caller, subject, 0);
                return false;
            }

            if (Clock.Now - caller.StartedNs < _rule.DelayNs)
            {
                _counters.Delayed++;
                return false;
            }

            var n = _counters.Matched++;
            if (!Schedule.IsChosen(_rule, ref _counters, n, out _))
                return false;
            Tell(EventKind.Injected, caller, subject, n);
            seed = Schedule.RandomNumber(~_rule.Seed, n);
            return true;
        }
    }

    private void Tell(EventKind kind, Caller caller, string subject, ulong n)
    {
        var told = new Event
        {
            Kind = kind,
            TimeNs = Clock.Now,
            N = n,
            Scope = _rule.Scope,
            Failure = _rule.Failure,
            Process = caller.Process,
            Thread = caller.Thread,
            Name = caller.Name,
        };
        var bytes = Encoding.UTF8.GetBytes(subject);
        bytes.AsSpan(Math.Max(0, bytes.Length - Limits.SubjectSize)).CopyTo(told.Subject);
        told.SubjectSize = (uint)Math.Min(bytes.Length, Limits.SubjectSize);
        Log?.Take(in told);
    }
}
