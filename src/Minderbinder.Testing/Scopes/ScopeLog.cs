using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing;

/// <summary>What the kernel told of one scope, as far as it is kept: the last injections, near misses, members.</summary>
internal sealed class ScopeLog(FailureConfig config, FailureScopeOptions options, Action<Injection> trace)
{
    private readonly Lock _lock = new();
    private readonly Queue<Injection> _injections = [];
    private readonly Dictionary<uint, List<string>> _nearMisses = [];
    private readonly List<MemberEvidence> _members = [];
    private readonly List<Channel<Injection>> _watchers = [];
    private bool _isComplete;

    public IReadOnlyList<Injection> Injections
    {
        get
        {
            lock (_lock)
                return [.. _injections];
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

    /// <summary>Takes an event, on whatever thread reads them.</summary>
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
                Started(happened.Process, happened.Name.ToString());
                break;
            case EventKind.Exited:
                Exited(happened.Process, (int)happened.Returned);
                break;
        }
    }

    /// <summary>A process executes a program, or joins.</summary>
    public void Started(int process, string name)
    {
        lock (_lock)
        {
            // A process that is not visible cannot be told from others that are not.
            var index = process == 0 ? -1 : _members.FindLastIndex(member => member.ProcessId == process && member.ExitCode is null);
            if (index < 0)
                _members.Add(new MemberEvidence(process, [name], null));
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

    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            _watchers.ForEach(watcher => watcher.Writer.TryComplete());
        }
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
        lock (_lock)
        {
            if (!_nearMisses.TryGetValue(failure, out var misses))
                _nearMisses.Add(failure, misses = []);
            misses.Add(subject);
        }
    }

    private void Exited(int process, int status)
    {
        // wait(2): the low seven bits are the signal, the next byte the exit code.
        var code = (status & 0x7f) == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f);
        lock (_lock)
        {
            var index = _members.FindLastIndex(member => member.ProcessId == process && member.ExitCode is null);
            if (index >= 0)
                _members[index] = _members[index] with { ExitCode = code };
        }
    }

    private void TakeInjection(in Event happened)
    {
        if (happened.Failure >= config.Failures.Count)
            return; // the library's own rule for io_uring
        var injection = new Injection
        {
            Failure = config.Failures[(int)happened.Failure],
            At = DateTimeOffset.UtcNow - TimeSpan.FromMicroseconds((Clock.Now - happened.TimeNs) / 1000.0),
            Call = (long)happened.N + 1,
            ProcessId = happened.Process,
            ThreadId = happened.Thread,
            ProcessName = happened.Name.ToString(),
        };
        injection = injection.Failure is NetworkFailure
            ? injection with { Packet = EventSubject.Packet(in happened) }
            : injection with
            {
                Syscall = SyscallTable.NameOf((int)happened.Syscall) ?? $"{happened.Syscall}",
                Returned = happened.Returned,
                Subject = EventSubject.Text(in happened),
            };
        lock (_lock)
        {
            _injections.Enqueue(injection);
            while (_injections.Count > options.InjectionsKept)
                _injections.Dequeue();
            _watchers.ForEach(watcher => watcher.Writer.TryWrite(injection));
        }

        trace(injection);
        try
        {
            options.OnInjected?.Invoke(injection);
        }
        catch (Exception exception)
        {
            // There is no caller to throw to; the thread serves all scopes.
            options.Logger.LogError(exception, "OnInjected threw for {Injection}", injection);
        }
    }

    private string? NearMiss(in Event happened) => config.Failures[(int)happened.Failure] is NetworkFailure
        ? EventSubject.Packet(in happened).ToString()
        : EventSubject.Text(in happened);
}
