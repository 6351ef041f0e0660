using System.Diagnostics;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp;

/// <summary>Answers that wait for their time: any number, and no thread for any of them. Touched by the supervisor's thread only.</summary>
internal sealed unsafe class DelayedAnswers
{
    private readonly PriorityQueue<(LibC.SeccompResponse Answer, SupervisedEnforcement Scope), long> _waiting = new();

    /// <summary>In how many milliseconds the next one is due; the largest number if none is.</summary>
    public int Timeout => _waiting.TryPeek(out _, out var due)
        ? (int)Math.Clamp(Math.Ceiling(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due).TotalMilliseconds), 0, int.MaxValue)
        : int.MaxValue;

    public void Add(in LibC.SeccompResponse answer, SupervisedEnforcement scope, TimeSpan delay) =>
        _waiting.Enqueue((answer, scope), Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency));

    public void SendDue(int listener)
    {
        while (_waiting.TryPeek(out var item, out var due) && due <= Stopwatch.GetTimestamp())
        {
            _waiting.Dequeue();
            LibC.Send(listener, &item.Answer);
        }
    }

    /// <summary>Sends those of a scope at once: it closes, and nobody is to wait for it any longer.</summary>
    public void Release(SupervisedEnforcement scope, int listener)
    {
        var items = _waiting.UnorderedItems.ToArray();
        _waiting.Clear();
        foreach (var (item, due) in items)
        {
            var (answer, of) = item;
            if (of == scope)
                LibC.Send(listener, &answer);
            else
                _waiting.Enqueue(item, due);
        }
    }
}
