using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Diagnostics;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Mechanisms;

namespace Minderbinder.Testing;

/// <summary>
/// The time and the processes for which a failure config holds. From <see cref="Open"/> to <see cref="DisposeAsync"/>
/// every process that is started in the same async flow (by <see cref="LaunchAsync(string, string[])"/> or by
/// <see cref="Process.Start()"/>, after any number of awaits) is a member, and so are its children. No other process is.
/// Scopes that are opened inside a scope add up with it.
/// </summary>
public sealed partial class FailureScope : IAsyncDisposable
{
    private static readonly AsyncLocal<FailureScope?> Flow = new(change => TellKernel(change.CurrentValue));
    private static readonly ConcurrentDictionary<uint, FailureScope> OpenScopes = new();

    private readonly ScopeEnforcement _enforcement;
    private readonly ScopeActivity _activity;
    private readonly ScopeLog _log;
    private readonly FailureScopeOptions _options;
    private readonly StrayProcesses _strays = new();
    private readonly ConcurrentQueue<string> _lostPrivileges = new();
    private readonly Lock _closing = new();
    private ScopeEvidence? _finalEvidence;
    private volatile bool _isClosed;

    private FailureScope(FailureConfig config, FailureScopeOptions options, FailureScope? parent)
    {
        (Config, Parent, _options) = (config, parent, options);
        Seed = ScopeSeed.Of(config);
        Number = ScopeNumbers.Take();
        _activity = new ScopeActivity(config, Seed);
        _log = new ScopeLog(config, options, _activity.IsRecorded ? _activity.Add : null);
        _enforcement = new ScopeEnforcement(Number, [.. Ancestors().Select(scope => scope._enforcement)], Seed, options.Logger);
        _rates = new FailureRates(config, _enforcement.SetRate);
        try
        {
            if (options.IsTracked)
                _enforcement.OpenKernel();
            _enforcement.Add(config, PlanConnections(), ScopeMechanism.Of(config, options, Environment.GetEnvironmentVariable));
            OpenScopes[Number] = this;
            _enforcement.Enforce(_log);
            ScopeMeter.Add(this);
        }
        catch
        {
            _activity.Dispose();
            GiveBack();
            _ = StopAnsweringAsync();
            throw;
        }
    }

    /// <summary>The innermost open scope of the current async flow, or null outside any.</summary>
    public static FailureScope? Current => NearestOpen(Flow.Value);

    /// <summary>The innermost scope of the current async flow: <see cref="Current"/> where a test cannot do without.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says how to get one.</exception>
    public static FailureScope Required => Current ?? throw new InvalidOperationException(
        "No failure scope is open here. Open one with WithFailureConfig or FailureScope.Open, or put [InjectFailure], [InjectPacketFailure] or "
        + "[LaunchProcess] on the test or its class: attributes hold from the start of the test method, not in constructors or InitializeAsync.");

    /// <summary>What goes wrong in this scope.</summary>
    public FailureConfig Config { get; }

    /// <summary>The scope that this one was opened in, whose failures hold here too; null if none.</summary>
    public FailureScope? Parent { get; }

    /// <summary>
    /// What decides which of the matching calls fail: the config's seed, unless the environment variable
    /// <c>MINDERBINDER_SEED</c> has one, or one that was drawn. Part of every report, so that a run can be repeated.
    /// </summary>
    public ulong Seed { get; }

    /// <summary>What was injected so far, oldest first; the last of them, see <see cref="FailureScopeOptions.InjectionsKept"/>.</summary>
    public IReadOnlyList<Injection> GetInjections()
    {
        CatchUp();
        return _log.Injections;
    }

    /// <summary>What is known of this scope: until now, or once it is closed, in the end.</summary>
    public ScopeEvidence GetEvidence()
    {
        if (Volatile.Read(ref _finalEvidence) is { } final)
            return final;
        lock (_closing)
            return _finalEvidence ?? CollectEvidence();
    }

    /// <summary>What the kernel knows this scope by. Not used again in this process.</summary>
    internal uint Number { get; }

    /// <summary>How many of its processes run.</summary>
    internal int RunningMembers => _log.Members.Count(member => member.ExitCode is null);

    private bool IsOpen => !_isClosed;

    /// <summary>
    /// Opens a scope in the current async flow, inside the one that is <see cref="Current"/>. When it returns, the
    /// failures are in force. Close it with <see cref="DisposeAsync"/>, in the same flow.
    /// </summary>
    /// <param name="config">What is to go wrong.</param>
    /// <param name="options">How; defaults to a new <see cref="FailureScopeOptions"/>.</param>
    /// <exception cref="InvalidFailureConfigException">The config has problems; the message lists them all.</exception>
    /// <exception cref="KernelNotSupportedException">Failures cannot be injected here; the message says what would help.</exception>
    /// <exception cref="SyscallNotSupportedException">This kernel cannot make one of the system calls fail as asked.</exception>
    /// <exception cref="NetworkNotSupportedException">Packets cannot be lost or damaged here as asked.</exception>
    /// <exception cref="ConnectionNotSupportedException">Connections cannot be redirected here.</exception>
    /// <exception cref="ScopeLimitException">There is no room for so many scopes or failures.</exception>
    public static FailureScope Open(FailureConfig config, FailureScopeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        options ??= new FailureScopeOptions();
        if (config.Failures.Count > 0 || !options.WatchesConnections)
            config.Validate();
        return OpenValid(config, options);
    }

    /// <summary>The same for a config that was validated, or that has no failure because the scope is for its processes only.</summary>
    internal static FailureScope OpenValid(FailureConfig config, FailureScopeOptions options)
    {
        var scope = new FailureScope(OnThisProcessor(config), options, Current);
        Flow.Value = scope;
        scope._options.Logger.LogDebug("Opened {Scope}, seed {Seed}", scope, scope.Seed);
        return scope;
    }

    /// <summary>With the calls that this processor has in the place of those that it does not have.</summary>
    private static FailureConfig OnThisProcessor(FailureConfig config) =>
        config.Failures.All(failure => failure is not SyscallFailure call || SyscallTwins.CallOf(call) == call.Syscall) ? config
        : config with
        {
            Failures =
            [
                .. config.Failures.Select(failure => failure is SyscallFailure call ? call with { Syscall = SyscallTwins.CallOf(call) } : failure),
            ],
        };

    /// <summary>
    /// Closes the scope: when this returns, nothing of it is injected any more, and processes that it launched are
    /// stopped. Scopes around it stay in force.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        // Not an async method: the flow is the caller's, and an async method would leave its own.
        lock (_closing)
        {
            if (!IsOpen)
                return ValueTask.CompletedTask;

            var around = NearestOpen(Parent);
            _isClosed = true;
            if (Flow.Value == this)
                Flow.Value = around;

            // Whoever works for it still, works for the scope around it from here on.
            KernelSession.Current?.Flows.Replace(Number, around?.Number ?? 0);
            _enforcement.Lift();
            var evidence = CollectEvidence();
            Volatile.Write(ref _finalEvidence, evidence);
            ScopeMeter.Remove(this, evidence);
            _activity.Close(evidence);
            _activity.Dispose();
            GiveBack();
        }

        var told = _log.CompleteAsync();
        _options.Logger.LogDebug("Closed {Scope}", this);
        return EndAsync(told);
    }

    /// <summary>All injections from now on, as they happen, until the scope closes.</summary>
    public IAsyncEnumerable<Injection> WatchInjectionsAsync(CancellationToken cancellationToken = default) => _log.WatchAsync(cancellationToken);

    /// <summary>
    /// Fails if some failure of this scope was never injected, unless it is optional or its rate is 0.
    /// <see cref="FailureInjector"/> does this at the end of a block.
    /// </summary>
    /// <exception cref="FailureNotInjectedException">Says which, and why it can have been.</exception>
    public void VerifyInjected()
    {
        var evidence = GetEvidence();
        var missing = evidence.Failures
            .Where(failure => failure.Injected == 0 && !failure.Failure.Optional && failure.Failure.FailureRate > 0)
            .ToArray();
        if (missing.Length > 0)
            throw new FailureNotInjectedException(evidence with { HasStrayProcesses = _strays.WereSeen() }, missing);
    }

    /// <summary>The scope as messages name it: its number, and what goes wrong in it.</summary>
    public override string ToString()
    {
        var failures = string.Join(", ", Config.Failures.Select(failure => failure.DisplayName));
        return $"scope {Number} ({(failures.Length == 0 ? "no failures" : failures)})";
    }

    /// <summary>The processes that belong to it, or did.</summary>
    internal IReadOnlyList<MemberEvidence> ListMembers() => _log.Members;

    /// <summary>What each failure has counted until now, without waiting for what is on its way to the log.</summary>
    internal IReadOnlyList<FailureEvidence> CountFailures() => EvidenceCollector.Collect(Config, Seed, _enforcement, _log, []).Failures;

    private void CatchUp() => _enforcement.CatchUp();

    private ScopeEvidence CollectEvidence()
    {
        CatchUp();
        var evidence = EvidenceCollector.Collect(Config, Seed, _enforcement, _log, _rates.Changes);
        return evidence with { Members = [.. evidence.Members.Select(WithExitCode)], LostPrivileges = [.. _lostPrivileges.Distinct()] };
    }

    /// <summary>
    /// How a process ended that a signal killed is only known to whoever waited for it, and for launched ones that is this process.
    /// </summary>
    private MemberEvidence WithExitCode(MemberEvidence member) => member.ExitCode is null
        && _launched.FirstOrDefault(process => process.Id == member.ProcessId) is { ExitCode: { } code }
            ? member with { ExitCode = code }
            : member;

    private void GiveBack()
    {
        _enforcement.Dispose();
        OpenScopes.TryRemove(Number, out _);
        ScopeNumbers.Return(Number);
    }

    private static void TellKernel(FailureScope? scope)
    {
        if (KernelSession.Current is not { } session)
            return;

        // A scope that closes meanwhile takes itself out of all words that it finds it in, or is found closed here.
        FailureScope? nearest;
        do
        {
            nearest = NearestOpen(scope);
            session.Flows.Enter(nearest?.Number ?? 0);
        }
        while (nearest is { IsOpen: false });
    }

    private static FailureScope? NearestOpen(FailureScope? scope)
    {
        while (scope is { IsOpen: false })
            scope = scope.Parent;
        return scope;
    }

    /// <summary>The scopes around this one that are open, nearest first.</summary>
    private IEnumerable<FailureScope> Ancestors()
    {
        for (var scope = NearestOpen(Parent); scope is not null; scope = NearestOpen(scope.Parent))
            yield return scope;
    }

    private void ThrowIfClosed() => ObjectDisposedException.ThrowIf(!IsOpen, this);
}
