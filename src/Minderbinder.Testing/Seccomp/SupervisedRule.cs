using System.Runtime.InteropServices;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Mechanisms;
using Minderbinder.Testing.Seccomp.Effects;

namespace Minderbinder.Testing.Seccomp;

/// <summary>A failure as a supervisor sees it. Decides about each call of a member, and counts. The same as bpf/gate.bpf.c.</summary>
internal sealed class SupervisedRule
{
    /// <summary>So many calls that a filter did not match are shown; bpf/shared.h has the same number.</summary>
    private const int NearMisses = 8;

    private Rule _rule; // its rate can change
    private readonly PathAutomaton? _paths;
    private readonly HashSet<string> _names;
    private readonly Transfer? _transfer;
    private readonly Lock _counting = new(); // several supervisors can ask for one scope
    private RuleCounters _counters;

    public SupervisedRule(NumberedFailure numbered, uint scope, ulong seed)
    {
        var failure = numbered.Failure;
        Failure = failure;
        _rule = RuleCompiler.CompileCall(failure, scope, (uint)numbered.Number, seed);
        _paths = failure.When is { Paths.Count: > 0 } filter ? PathAutomaton.Compile(filter.Paths) : null;
        _transfer = failure.Short is null ? null : Transfer.Of(failure.Syscall);
        _names = [.. failure.Targets.Select(target => target.ProcessName).OfType<string>()];
    }

    public SyscallFailure Failure { get; }

    /// <summary>Takes what happens, once the rule is in force.</summary>
    public ScopeLog? Log { get; set; }

    public RuleCounters Counters
    {
        get
        {
            lock (_counting)
                return _counters;
        }
    }

    /// <summary>Whether it is for a process, by its names. To be asked again when the process executes another program.</summary>
    public bool Means(SupervisedProcess process) => _names.Count == 0 || process.Names.Any(_names.Contains);

    /// <summary>The rate from the next call on, in the units of a rule.</summary>
    public void SetRate(ulong rate)
    {
        lock (_counting)
            _rule.Rate = rate;
    }

    /// <summary>Whether a call fails by this rule, and how.</summary>
    public bool Judge(in Call call, CallReader reader, EventQueue events, out Verdict verdict)
    {
        verdict = default;
        ShortTransfer? shorter = null;
        if (!call.Process.IsMeantBy(this))
            return false;

        var subject = Filters.None;
        var match = _rule.Filter == Filters.None ? Readable.Yes : FilterMatch.Of(_rule, _paths, call, reader, out subject);
        if (match == Readable.Yes && _transfer is not null)
            match = ShortTransfer.TryPrepare(_transfer, Failure.Short!.Value, call, out shorter);

        // What was read may have been another's, if the call no longer waits.
        if (subject != Filters.None && !call.IsWaiting)
        {
            shorter?.Drop();
            return false;
        }

        var isChosen = Count(match, call, reader, events, subject, out verdict);
        if (isChosen)
            verdict = verdict with { Shorter = shorter };
        else
            shorter?.Drop();
        return isChosen;
    }

    private bool Count(Readable match, in Call call, CallReader reader, EventQueue events, Filters subject, out Verdict verdict)
    {
        verdict = default;
        lock (_counting)
        {
            _counters.Called++;
            if (match != Readable.Yes)
            {
                if (match == Readable.No)
                    _counters.Unreadable++;
                if (_counters.Filtered++ < NearMisses)
                    Tell(EventKind.NearMiss, call, reader, events, subject, n: 0, returned: 0);
                return false;
            }

            if (Clock.Now - call.Process.StartedNs < _rule.DelayNs)
            {
                _counters.Delayed++;
                return false;
            }

            var n = _counters.Matched++;
            if (!Schedule.IsChosen(_rule, ref _counters, n, out var ordinal))
                return false;

            var turn = _rule.ReturnedCount == 0 ? 0 : (int)(ordinal % _rule.ReturnedCount);
            verdict = new Verdict(Failure, _rule.Returned[turn], LatencyOf(n));
            Tell(EventKind.Injected, call, reader, events, subject, n, verdict.Returned);
            return true;
        }
    }

    private TimeSpan LatencyOf(ulong n)
    {
        if (Failure.Jitter == TimeSpan.Zero)
            return Failure.Latency;

        // From -1 to 1, by the call's number; the schedule draws from the same seed, and is not to decide this too.
        var drawn = (Schedule.RandomNumber(~_rule.Seed, n) / (double)ulong.MaxValue * 2) - 1;
        return Failure.Latency + (Failure.Jitter * drawn);
    }

    private void Tell(EventKind kind, in Call call, CallReader reader, EventQueue events, Filters subject, ulong n, long returned)
    {
        var told = new Event
        {
            Kind = kind,
            TimeNs = Clock.Now,
            N = n,
            Returned = returned,
            Scope = _rule.Scope,
            Failure = _rule.Failure,
            Syscall = (uint)call.Syscall,
            Process = call.Process.Id,
            Thread = call.Thread.Id,
            Name = call.Thread.Name,
        };
        told.SubjectSize = (uint)WriteSubject(told.Subject, reader, subject);

        // Telling nobody but the log needs no other thread; but what a call is about takes memory to keep, and this one is not to allocate.
        if (kind == EventKind.Injected && told.SubjectSize == 0 && Log?.TryKeep(in told) == true)
            return;
        if (events.TrySubmit(in told))
            return;

        // Whoever only wants to know of calls wants to know of all; that takes what time it takes.
        if (Failure.IsObservation)
            events.CatchUp();
        if (!Failure.IsObservation || !events.TrySubmit(in told))
            _counters.Lost++;
    }

    /// <summary>The end of a path; or a zero, the port and the address.</summary>
    private static int WriteSubject(Span<byte> to, CallReader reader, Filters subject)
    {
        switch (subject)
        {
            case Filters.Path:
                var path = reader.Path;
                path = path[Math.Max(0, path.Length - Limits.SubjectSize)..];
                path.CopyTo(to);
                return path.Length;
            case Filters.Address:
                to.Clear();
                MemoryMarshal.Write(to[2..], reader.Port);
                reader.Address.CopyTo(to[4..]);
                return 4 + reader.Address.Length;
            default:
                return 0;
        }
    }
}

/// <summary>What becomes of a call that a rule has chosen.</summary>
/// <param name="Failure">The failure that it suffers.</param>
/// <param name="Returned">What it returns, if the failure says so.</param>
/// <param name="Latency">How long it waits first.</param>
/// <param name="Shorter">What is done in its place, if it is to be cut short.</param>
internal readonly record struct Verdict(SyscallFailure Failure, long Returned, TimeSpan Latency, ShortTransfer? Shorter = null);
