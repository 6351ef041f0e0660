using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Tables;

namespace Minderbinder.Testing;

/// <summary>
/// The time and the processes for which a failure config holds. From <see cref="Open"/> to <see cref="DisposeAsync"/>
/// every process that is started in the same async flow (by <see cref="LaunchAsync(string, string[])"/> or by
/// <see cref="Process.Start()"/>, after any number of awaits) is a member, and so are its children. No other process is.
/// Scopes that are opened inside a scope add up with it.
/// </summary>
public sealed class FailureScope : IAsyncDisposable
{
    private static readonly AsyncLocal<FailureScope?> Flow = new(change => TellKernel(change.CurrentValue));
    private static readonly ConcurrentDictionary<uint, FailureScope> OpenScopes = new();

    private readonly KernelSession _session;
    private readonly ScopeRules _rules;
    private readonly ScopeLog _log;
    private readonly FailureScopeOptions _options;
    private readonly ConcurrentBag<ProcessUnderTest> _launched = [];
    private readonly Lock _closing = new();
    private ScopeEvidence? _finalEvidence;

    private FailureScope(FailureConfig config, FailureScopeOptions options, FailureScope? parent)
    {
        (Config, Parent, _options) = (config, parent, options);
        _session = KernelSession.Open(options.Logger);
        Seed = ScopeSeed.Of(config);
        Number = _session.Scopes.Add([.. Ancestors().Select(scope => scope.Number)]);
        _log = new ScopeLog(config, options);
        _rules = new ScopeRules(_session, Number);
        try
        {
            foreach (var failure in config.Failures.OfType<SyscallFailure>())
                _rules.Add(failure, options.Mechanism, Seed);
            AddIoUringRule();
            OpenScopes[Number] = this;
            _session.Events.Subscribe(Number, _log.Take);
            _rules.Enforce();
        }
        catch
        {
            GiveBack();
            throw;
        }
    }

    /// <summary>The innermost scope of the current async flow, or null outside any.</summary>
    public static FailureScope? Current => Flow.Value;

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
    public IReadOnlyList<Injection> Injections
    {
        get
        {
            CatchUp();
            return _log.Injections;
        }
    }

    /// <summary>What is known of this scope: until now, or once it is closed, in the end.</summary>
    public ScopeEvidence Evidence => Volatile.Read(ref _finalEvidence) ?? CollectEvidence();

    /// <summary>What the kernel knows this scope by. Not used again in this process.</summary>
    internal uint Number { get; }

    private bool IsOpen => Volatile.Read(ref _finalEvidence) is null;

    /// <summary>
    /// Opens a scope in the current async flow, inside the one that is <see cref="Current"/>. When it returns, the
    /// failures are in force. Close it with <see cref="DisposeAsync"/>, in the same flow.
    /// </summary>
    /// <param name="config">What is to go wrong.</param>
    /// <param name="options">How; defaults to a new <see cref="FailureScopeOptions"/>.</param>
    /// <exception cref="InvalidFailureConfigException">The config has problems; the message lists them all.</exception>
    /// <exception cref="KernelNotSupportedException">Failures cannot be injected here; the message says what would help.</exception>
    /// <exception cref="SyscallNotSupportedException">This kernel cannot make one of the system calls fail as asked.</exception>
    /// <exception cref="ScopeLimitException">There is no room for so many scopes or failures.</exception>
    public static FailureScope Open(FailureConfig config, FailureScopeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        if (config.Failures.OfType<OutgoingNetworkFailure>().FirstOrDefault() is { } network)
            throw new NotSupportedException($"The failure '{network.DisplayName}' is for outgoing packets, which this version cannot lose yet. Take it out of the config.");

        var scope = new FailureScope(config, options ?? new FailureScopeOptions(), Current);
        Flow.Value = scope;
        scope._options.Logger.LogDebug("Opened {Scope}, seed {Seed}", scope, scope.Seed);
        return scope;
    }

    /// <summary>Starts a program as a member of this scope.</summary>
    /// <param name="fileName">The program, as <see cref="ProcessStartInfo.FileName"/> takes it.</param>
    /// <param name="arguments">Its arguments, one each; nothing is split or quoted.</param>
    /// <returns>The process, stopped at the latest when the scope closes.</returns>
    /// <exception cref="ProcessStartException">It cannot be started.</exception>
    public Task<ProcessUnderTest> LaunchAsync(string fileName, params string[] arguments) =>
        LaunchAsync(new ProcessStartInfo(fileName, arguments));

    /// <inheritdoc cref="LaunchAsync(string, string[])"/>
    /// <param name="startInfo">The program with environment and working directory. Its input and output are redirected.</param>
    public Task<ProcessUnderTest> LaunchAsync(ProcessStartInfo startInfo)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        return Asynchronously(() =>
        {
            ThrowIfClosed();
            using var spared = _session.Flows.Spare(Number);
            var process = ProcessUnderTest.Start(startInfo);
            _launched.Add(process);
            return process;
        });
    }

    /// <summary>
    /// Makes a process that runs already a member of this scope, from its next system call on, with the children that
    /// it will have. Children it has stay outside.
    /// </summary>
    /// <exception cref="ScopeConflictException">It belongs to a scope that is neither around this one nor inside it.</exception>
    /// <exception cref="InvalidOperationException">There is no such process, or it is the test process itself.</exception>
    public Task JoinAsync(ProcessUnderTest process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return JoinAsync(process.Id);
    }

    /// <inheritdoc cref="JoinAsync(ProcessUnderTest)"/>
    public Task JoinAsync(Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return JoinAsync(process.Id);
    }

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

            if (Current == this)
                Flow.Value = Parent;
            _rules.Lift();
            Volatile.Write(ref _finalEvidence, CollectEvidence());
            GiveBack();
        }

        _log.Complete();
        _options.Logger.LogDebug("Closed {Scope}", this);
        return StopLaunchedAsync();
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
        var evidence = Evidence;
        var missing = evidence.Failures
            .Where(failure => failure.Injected == 0 && !failure.Failure.Optional && failure.Failure.FailureRate > 0)
            .ToArray();
        if (missing.Length > 0)
            throw new FailureNotInjectedException(evidence, missing);
    }

    /// <summary>The scope as messages name it: its number, and what goes wrong in it.</summary>
    public override string ToString() => $"scope {Number} ({string.Join(", ", Config.Failures.Select(failure => failure.DisplayName))})";

    private void CatchUp()
    {
        using var spared = _session.Flows.Spare(Number);
        _session.Events.CatchUp();
    }

    private ScopeEvidence CollectEvidence()
    {
        CatchUp();
        return EvidenceCollector.Collect(Config, Seed, _rules, _log);
    }

    /// <summary>
    /// Makes io_uring_setup fail if the config denies it, and otherwise only counts it: what goes through an io_uring
    /// passes no gate. Where the kernel lets neither be, a config that does not ask for it is not refused for that.
    /// </summary>
    private void AddIoUringRule()
    {
        var failure = new SyscallFailure("io_uring_setup", Errno.ENOSYS) { FailureRate = Config.DenyIoUring ? 100 : 0 };
        try
        {
            _rules.Add(failure, null, Seed);
        }
        catch (SyscallNotSupportedException) when (!Config.DenyIoUring)
        {
        }
    }

    private void GiveBack()
    {
        _session.Events.Unsubscribe(Number);
        _rules.Dispose();
        _session.Scopes.Remove(Number);
        OpenScopes.TryRemove(Number, out _);
    }

    private static void TellKernel(FailureScope? scope) => KernelSession.Current?.Flows.Enter(scope?.Number ?? 0);

    /// <summary>The scopes around this one that are open, nearest first.</summary>
    private IEnumerable<FailureScope> Ancestors()
    {
        for (var scope = Parent; scope is not null; scope = scope.Parent)
        {
            if (scope.IsOpen)
                yield return scope;
        }
    }

    private Task<bool> JoinAsync(int processId) => Asynchronously(() =>
    {
        ThrowIfClosed();
        using var spared = _session.Flows.Spare(0);
        using var process = RunningProcess.Open(processId);
        _session.Members.Join(process, joined => Merge(processId, joined));
        _log.Started(processId, process.Names[0]);
        return true;
    });

    /// <summary>
    /// Does the work on the calling thread, whose flow counts, and hands back its failure as the task's. Nothing in it
    /// takes long enough to be worth another thread.
    /// </summary>
    private static Task<T> Asynchronously<T>(Func<T> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    /// <summary>The scopes of a process that joins this one: this one, those around it, and those inside it that it is in.</summary>
    private IReadOnlyList<uint> Merge(int processId, IReadOnlyList<uint> joined)
    {
        FailureScope[] mine = [this, .. Ancestors()];
        var inside = new List<uint>();
        foreach (var number in joined)
        {
            if (!OpenScopes.TryGetValue(number, out var other) || mine.Contains(other))
                continue;
            if (!other.Ancestors().Contains(this))
                throw new ScopeConflictException(processId, this, other);
            inside.Add(number);
        }

        return [.. inside, .. mine.Select(scope => scope.Number)];
    }

    private async ValueTask StopLaunchedAsync()
    {
        await Task.WhenAll(_launched.Select(process => process.DisposeAsync().AsTask()));
    }

    private void ThrowIfClosed() => ObjectDisposedException.ThrowIf(!IsOpen, this);
}
