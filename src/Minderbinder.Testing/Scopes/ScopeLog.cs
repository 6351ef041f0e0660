using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing;

/// <summary>What the kernel told of one scope, as far as it is kept: the last injections, near misses, members.</summary>
internal sealed class ScopeLog(FailureConfig config, FailureScopeOptions options, Action<Injection>? trace)
{
    private readonly Lock _lock = new();
    private readonly InjectionStore _injections = new(options.InjectionsKept);
    private readonly Dictionary<uint, List<string>> _nearMisses = [];
    private readonly Dictionary<uint, long> _untold = [];
    private readonly List<MemberEvidence> _members = [];
    private readonly List<uint> _outermost = []; // of the members, their numbers in the outermost PID namespace
    private readonly InjectionCallback? _callback = options.OnInjected is { } callback ? new(callback, options.Logger) : null;
    private readonly List<Channel<Injection>> _watchers = [];
    private readonly (DateTimeOffset Time, ulong Ns) _began = (DateTimeOffset.UtcNow, Clock.Now);
    private bool _isComplete;

    public IReadOnlyList<Injection> Injections
    {
        get
        {
            InjectionStore.Stored[] kept;
            lock (_lock)
                kept = _injections.ToArray();
            return Array.ConvertAll(kept, stored => InjectionOf(stored.Event));
        }
    }

    public IReadOnlyList<MemberEvidence> Members
    {
        get
        {
            lock (_lock)
                return [.. _members];
        }
    }

    public IReadOnlyList<string> NearMissesOf(uint failure)
    {
        lock (_lock)
            return [.. _nearMisses.GetValueOrDefault(failure, [])];
    }

    /// <summary>Injections of a failure that the callback is not told of, because it is too far behind.</summary>
    public long UntoldOf(uint failure)
    {
        lock (_lock)
            return _untold.GetValueOrDefault(failure);
    }

    /// <summary>Takes an event, on whatever thread reads them. Quick, and calls nobody.</summary>
    public void Take(in Event happened)
    {
        switch (happened.Kind)
        {
            case EventKind.Injected:
                TakeInjection(in happened);
                break;
            case EventKind.NearMiss:
                if (NearMiss(in happened) is { } subject)
                    TakeNearMiss(happened.Failure, subject);
                break;
            case EventKind.Started:
                Started(happened.Process, happened.Name.ToString(), happened.Outermost);
                break;
            case EventKind.Exited:
                Exited(happened.Process, (int)happened.Returned, happened.Outermost);
                break;
        }
    }

    /// <summary>
    /// Keeps an injection of which nobody is to be told at once. False if somebody is; then <see cref="Take"/> is to be called, on a thread
    /// that may take its time.
    /// </summary>
    public bool TryKeep(in Event injection)
    {
        if (trace is not null || _callback is not null)
            return false;
        lock (_lock)
        {
            if (_watchers.Count > 0)
                return false;
            if (injection.Failure < config.Failures.Count)
                _injections.Add(in injection);
            return true;
        }
    }

    /// <summary>A process executes a program, or joins.</summary>
    public void Started(int process, string name, uint outermost = 0)
    {
        lock (_lock)
        {
            var index = FindRunning(process, outermost);
            if (index < 0)
            {
                _members.Add(new MemberEvidence(process, [name], null));
                _outermost.Add(outermost);
            }
            else if (_members[index].Names[^1] != name)
                _members[index] = _members[index] with { Names = [.. _members[index].Names, name] };
        }
    }

    /// <summary>All injections from now on, until the scope closes.</summary>
    public IAsyncEnumerable<Injection> WatchAsync(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<Injection>();
        lock (_lock)
        {
            if (_isComplete)
                channel.Writer.Complete();
            else
                _watchers.Add(channel);
        }

        return ReadAsync(channel, cancellationToken);
    }

    /// <returns>When <see cref="FailureScopeOptions.OnInjected"/> has been called for all injections.</returns>
    public Task CompleteAsync()
    {
        lock (_lock)
        {
            _isComplete = true;
            _watchers.ForEach(watcher => watcher.Writer.TryComplete());
        }

        return _callback?.CompleteAsync() ?? Task.CompletedTask;
    }

    private async IAsyncEnumerable<Injection> ReadAsync(Channel<Injection> channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var injection in channel.Reader.ReadAllAsync(cancellationToken))
                yield return injection;
        }
        finally
        {
            lock (_lock)
                _watchers.Remove(channel);
        }
    }

    private void TakeNearMiss(uint failure, string subject)
    {
        if (failure >= config.Failures.Count)
            return; // the library's own rule
        lock (_lock)
        {
            if (!_nearMisses.TryGetValue(failure, out var misses))
                _nearMisses.Add(failure, misses = []);
            misses.Add(subject);
        }
    }

    private void Exited(int process, int status, uint outermost)
    {
        // wait(2): the low seven bits are the signal, the next byte the exit code.
        var code = (status & 0x7f) == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f);
        lock (_lock)
        {
            if (FindRunning(process, outermost) is >= 0 and var index)
                _members[index] = _members[index] with { ExitCode = code };
        }
    }

    /// <summary>Its row; a process that the test process cannot see has only the number in the outermost namespace to know it by.</summary>
    private int FindRunning(int process, uint outermost)
    {
        for (var i = _members.Count - 1; i >= 0; i--)
        {
            if (_members[i].ExitCode is null && _members[i].ProcessId == process && (process != 0 || (outermost != 0 && _outermost[i] == outermost)))
                return i;
        }

        return -1;
    }

    private void TakeInjection(in Event happened)
    {
        if (happened.Failure >= config.Failures.Count)
            return; // the library's own rule
        lock (_lock)
        {
            _injections.Add(in happened);
            if (trace is null && _callback is null && _watchers.Count == 0)
                return;
            var injection = InjectionOf(in happened);
            _watchers.ForEach(watcher => watcher.Writer.TryWrite(injection));

            // Under the lock, for the order.
            if (_callback?.Tell(injection) == false)
                _untold[happened.Failure] = _untold.GetValueOrDefault(happened.Failure) + 1;
            trace?.Invoke(injection);
        }
    }

    private Injection InjectionOf(in Event happened)
    {
        var failure = config.Failures[(int)happened.Failure];
        var packet = failure as NetworkFailure;
        var call = failure as SyscallFailure;
        return new Injection
        {
            Failure = failure,
            At = _began.Time + TimeSpan.FromTicks(((long)happened.TimeNs - (long)_began.Ns) / TimeSpan.NanosecondsPerTick),
            Call = (long)happened.N + 1,
            ProcessId = happened.Process,
            ThreadId = happened.Thread,
            ProcessName = happened.Name.ToString(),
            Packet = packet is null ? null : EventSubject.Packet(in happened),
            Syscall = call is null ? null : SyscallTable.NameOf((int)happened.Syscall) ?? $"{happened.Syscall}",
            Returned = call is null or { ReturnCodes.Count: 0 } ? null : happened.Returned,
            Subject = packet is not null ? null : EventSubject.Text(in happened),
        };
    }

    private string? NearMiss(in Event happened) => config.Failures.ElementAtOrDefault((int)happened.Failure) is NetworkFailure
        ? EventSubject.Packet(in happened).ToString()
        : EventSubject.Text(in happened);
}
