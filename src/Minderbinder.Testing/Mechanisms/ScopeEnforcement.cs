using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Connections;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Seccomp;

namespace Minderbinder.Testing.Mechanisms;

/// <summary>All failures of one scope, each carried out by the side that its mechanism is on.</summary>
internal sealed class ScopeEnforcement : IDisposable
{
    private readonly uint _scope;
    private readonly IReadOnlyList<ScopeEnforcement> _ancestors;
    private readonly ulong _seed;
    private readonly ILogger _logger;
    private readonly Dictionary<int, (Mechanism Mechanism, IRuleCarrier Carrier)> _carriers = [];
    private KernelEnforcement? _kernel;
    private SupervisedEnforcement? _supervised;
    private ScopeConnections? _connections;

    /// <param name="scope">The scope's number.</param>
    /// <param name="ancestors">Those of the open scopes around it, nearest first.</param>
    /// <param name="seed">The scope's seed.</param>
    /// <param name="logger">Gets what the kernel has to say.</param>
    public ScopeEnforcement(uint scope, IReadOnlyList<ScopeEnforcement> ancestors, ulong seed, ILogger logger) =>
        (_scope, _ancestors, _seed, _logger) = (scope, ancestors, seed, logger);

    /// <summary>The number of the library's own rule that watches for io_uring; it follows those of the config.</summary>
    private int? IoUringRule { get; set; }

    private IEnumerable<IEnforcement> Sides
    {
        get
        {
            if (_kernel is not null)
                yield return _kernel;
            if (_supervised is not null)
                yield return _supervised;
        }
    }

    /// <summary>Makes rules for all failures of a config. They are not in force yet.</summary>
    /// <param name="config">The config.</param>
    /// <param name="connections">What the scope does to connections; null if nothing.</param>
    /// <param name="only">The one mechanism that may be used for system calls, or null for the best.</param>
    /// <exception cref="KernelNotSupportedException">Nothing can be injected here.</exception>
    /// <exception cref="SyscallNotSupportedException">No mechanism can make a system call fail as asked.</exception>
    /// <exception cref="NetworkNotSupportedException">Packets cannot be lost or damaged as asked.</exception>
    /// <exception cref="ConnectionNotSupportedException">Connections cannot be redirected here.</exception>
    /// <exception cref="ScopeLimitException">They do not fit.</exception>
    public void Add(FailureConfig config, ScopeConnections? connections, Mechanism? only)
    {
        // What holds on one side holds on the other: a config is not to fit by chance.
        if (_ancestors.Count >= Limits.ScopeDepth)
            throw new ScopeLimitException("scopes inside one another", Limits.ScopeDepth);

        // A child is born into the innermost scope that the kernel knows, so it has to know all inside one that it knows.
        if (_ancestors.Any(ancestor => ancestor._kernel is not null))
            OpenKernel();

        if (config.Failures.Count > 0 && KernelSupport.Check() is { IsSupported: false } support)
            throw new KernelNotSupportedException(support);

        var calls = config.Failures
            .Select((failure, number) => (Failure: failure as SyscallFailure, number))
            .Where(item => item.Failure is not null)
            .GroupBy(item => item.Failure!.Syscall, item => new NumberedFailure(item.number, item.Failure!));
        foreach (var failures in calls)
            AddCalls([.. failures], only is { } one ? [one] : MechanismChoice.All);

        for (var number = 0; number < config.Failures.Count; number++)
        {
            if (config.Failures[number] is NetworkFailure failure)
                _carriers.Add(number, (OpenKernelFor(failure).Add(number, failure), _kernel!));
        }

        if (connections is not null)
            Redirect(connections, config, only);

        if (config.Failures.Count > 0 || config.DenyIoUring)
            AddIoUringRule(config);
    }

    /// <summary>The calls that have to stop in a process that is launched in the scope; empty if none do.</summary>
    public IEnumerable<int> SupervisedCalls => _supervised?.Calls ?? [];

    /// <summary>What the scope does to connections; null if nothing.</summary>
    public ScopeConnections? Connections => _connections;

    public void Enforce(ScopeLog log)
    {
        _connections?.Enforce(log);
        var isFirst = true;
        foreach (var side in Sides)
        {
            side.Enforce(log, reportsMembers: isFirst);
            isFirst = false;
        }
    }

    public void Lift()
    {
        _connections?.Lift();
        foreach (var side in Sides)
            side.Lift();
    }

    public void CatchUp()
    {
        foreach (var side in Sides)
            side.CatchUp();
    }

    public void Join(RunningProcess process, Func<IReadOnlyList<uint>, IReadOnlyList<uint>> merge)
    {
        // The supervised side first: it is the one that may have to refuse.
        foreach (var side in Sides.Concat(_ancestors.SelectMany(ancestor => ancestor.Sides)).DistinctBy(side => side.GetType()).Reverse())
            side.Join(process, merge);
    }

    /// <summary>Makes a process a member that is about to execute its program; the supervised side knows it already.</summary>
    public void Adopt(RunningProcess process, IReadOnlyList<uint> scopes) =>
        (_kernel ?? _ancestors.Select(ancestor => ancestor._kernel).FirstOrDefault(kernel => kernel is not null))?.Join(process, _ => scopes);

    public Mechanism MechanismOf(int number) => _carriers[number].Mechanism;

    public void SetRate(int number, double percent) => _carriers[number].Carrier.SetRate(number, percent);

    public Certainty CertaintyOf(int number) => _carriers[number].Carrier.CertaintyOf(number);

    public ScopeLosses Losses => Sides
        .Select(side => side.Losses)
        .Aggregate(default(ScopeLosses), (all, one) => new(all.Events + one.Events, all.Members + one.Members));

    public RuleCounters CountersOf(int number) => _carriers[number].Carrier.CountersOf(number);

    /// <summary>How often members set up an io_uring; null where that cannot be seen.</summary>
    public long? IoUringSetups => IoUringRule is { } number ? (long)CountersOf(number).Called : null;

    /// <summary>Gives back all that was taken. Right after any step of the above, too.</summary>
    public void Dispose()
    {
        foreach (var side in Sides)
            side.Dispose();
    }

    private void AddCalls(IReadOnlyList<NumberedFailure> failures, IReadOnlyList<Mechanism> candidates)
    {
        if (failures.Count > Limits.RulesPerCall)
            throw new ScopeLimitException($"failures of {failures[0].Failure.Syscall} in one scope", Limits.RulesPerCall);
        var mechanism = MechanismChoice.Choose(failures, candidates, TryAdd);
        IEnforcement side = mechanism == Mechanism.SeccompNotification ? _supervised! : _kernel!;
        foreach (var (number, _) in failures)
            _carriers.Add(number, (mechanism, side));
    }

    private string? TryAdd(Mechanism mechanism, IReadOnlyList<NumberedFailure> failures)
    {
        if (mechanism == Mechanism.SeccompNotification)
            return (_supervised ??= new SupervisedEnforcement(_scope, _seed)).TryAdd(mechanism, failures);
        return TryOpenKernel(out var kernel, out var refusal) ? kernel.TryAdd(mechanism, failures) : refusal.Explanation;
    }

    private void Redirect(ScopeConnections connections, FailureConfig config, Mechanism? only)
    {
        var mechanism = ConnectionChoice.Choose(only, candidate => TryRedirect(candidate, connections));
        _connections = connections;
        for (var number = 0; number < config.Failures.Count; number++)
        {
            if (config.Failures[number] is ConnectionFailure)
                _carriers.Add(number, (mechanism, connections));
        }
    }

    private string? TryRedirect(Mechanism mechanism, ScopeConnections connections)
    {
        if (mechanism == Mechanism.SeccompNotification)
            return (_supervised ??= new SupervisedEnforcement(_scope, _seed)).TryRedirect(connections);
        try
        {
            return OpenKernel().TryRedirect(connections);
        }
        catch (KernelNotSupportedException exception)
        {
            return exception.Support.Explanation;
        }
    }

    /// <summary>
    /// Makes io_uring_setup fail if the config denies it, and otherwise only counts it: what goes through an io_uring
    /// passes no gate. Counting is not worth a second side, and a config that does not deny it is not refused for it.
    /// </summary>
    private void AddIoUringRule(FailureConfig config)
    {
        var number = config.Failures.Count;
        var failure = new SyscallFailure("io_uring_setup", Errno.ENOSYS) { FailureRate = config.DenyIoUring ? 100 : 0 };
        try
        {
            AddCalls([new NumberedFailure(number, failure)], (_kernel, _supervised, config.DenyIoUring) switch
            {
                (null, not null, _) => [Mechanism.SeccompNotification],
                (not null, null, false) => MechanismChoice.OfKernel,
                _ => MechanismChoice.All,
            });
            IoUringRule = number;
        }
        catch (SyscallNotSupportedException) when (!config.DenyIoUring)
        {
        }
    }

    private KernelEnforcement OpenKernelFor(NetworkFailure failure) =>
        TryOpenKernel(out var kernel, out var refusal) ? kernel : throw new KernelNotSupportedException(failure, refusal);

    /// <summary>Lets the kernel know the scope and its members, whether its failures need that or not.</summary>
    /// <exception cref="KernelNotSupportedException">It cannot be done here.</exception>
    public KernelEnforcement OpenKernel() =>
        TryOpenKernel(out var kernel, out var refusal) ? kernel : throw new KernelNotSupportedException(refusal);

    private bool TryOpenKernel([NotNullWhen(true)] out KernelEnforcement? kernel, [NotNullWhen(false)] out KernelSupport? refusal)
    {
        refusal = null;
        kernel = _kernel;
        if (kernel is not null)
            return true;
        if (!KernelSession.TryOpen(_logger, out var session, out refusal))
            return false;
        kernel = _kernel = new KernelEnforcement(session, _scope, [.. _ancestors.Select(ancestor => ancestor._scope)], _seed);
        return true;
    }
}
