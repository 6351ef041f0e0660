using System.Diagnostics;

namespace Minderbinder.Testing.Diagnostics;

/// <summary>
/// The activity source <c>Minderbinder</c>: a span for each scope, inside the one that the test is in, and an event in it for each of the first
/// injections. Without a listener there is none.
/// </summary>
internal sealed class ScopeActivity : IDisposable
{
    /// <summary>The limit that OpenTelemetry has for the events of a span.</summary>
    public const int MaxEvents = 128;

    private static readonly ActivitySource Source = new(ScopeMeter.Name);

    private readonly Activity? _span;
    private int _events;

    public ScopeActivity(FailureConfig config, ulong seed)
    {
        _span = Source.StartActivity("failure scope");
        _span?.SetTag("minderbinder.seed", $"{seed}").SetTag(
            "minderbinder.failures", config.Failures.Select(failure => failure.DisplayName).ToArray());
    }

    /// <summary>Whether somebody listens.</summary>
    public bool IsRecorded => _span is not null;

    public void Add(Injection injection)
    {
        if (_span is null || Interlocked.Increment(ref _events) > MaxEvents)
            return;
        _span.AddEvent(new ActivityEvent("injection", injection.At, new ActivityTagsCollection
        {
            ["failure"] = injection.Failure.DisplayName,
            ["call"] = injection.Call,
            ["process.pid"] = injection.ProcessId,
            ["process.name"] = injection.ProcessName,
            ["syscall"] = injection.Syscall,
            ["subject"] = injection.Subject ?? injection.Packet?.ToString(),
        }));
    }

    /// <summary>Ends the span. What was injected is told by then.</summary>
    public void Close(ScopeEvidence evidence) => _span?.SetTag("minderbinder.injections", evidence.Failures.Sum(failure => failure.Injected));

    public void Dispose()
    {
        // Ending a span makes the one before it current, also in a flow that it was never current in.
        var current = Activity.Current;
        _span?.Dispose();
        if (current != _span)
            Activity.Current = current;
    }
}
