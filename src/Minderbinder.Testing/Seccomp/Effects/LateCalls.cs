using System.Diagnostics;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp.Effects;

/// <summary>Calls that are to come late: any number, and no thread for any of them. Touched by the supervisor's thread only.</summary>
internal sealed class LateCalls
{
    private readonly PriorityQueue<LateCall, long> _waiting = new();

    /// <summary>In how many milliseconds the next one is due; the largest number if none is.</summary>
    public int Timeout => _waiting.TryPeek(out _, out var due)
        ? (int)Math.Clamp(Math.Ceiling(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due).TotalMilliseconds), 0, int.MaxValue)
        : int.MaxValue;

    public void Add(in LateCall call, TimeSpan latency) =>
        _waiting.Enqueue(call, Stopwatch.GetTimestamp() + (long)(latency.TotalSeconds * Stopwatch.Frequency));

    /// <summary>Takes one whose time has come.</summary>
    public bool TryTakeDue(out LateCall call)
    {
        call = default;
        return _waiting.TryPeek(out _, out var due) && due <= Stopwatch.GetTimestamp() && _waiting.TryDequeue(out call, out _);
    }

    /// <summary>Takes all of a scope: it closes, and nobody is to wait for it any longer.</summary>
    public LateCall[] TakeAll(SupervisedEnforcement scope)
    {
        var items = _waiting.UnorderedItems.ToArray();
        _waiting.Clear();
        foreach (var (call, due) in items)
        {
            if (call.Scope != scope)
                _waiting.Enqueue(call, due);
        }

        return [.. items.Select(item => item.Element).Where(call => call.Scope == scope)];
    }
}

/// <summary>A call that waits, and what becomes of it then.</summary>
/// <param name="Notification">The call.</param>
/// <param name="Thread">Whose it is.</param>
/// <param name="Scope">The scope in which it is late.</param>
/// <param name="Verdict">What becomes of it.</param>
internal readonly record struct LateCall(
    LibC.SeccompNotification Notification, SupervisedThread Thread, SupervisedEnforcement Scope, Verdict Verdict);
