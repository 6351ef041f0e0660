using Minderbinder.Testing;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Statistics;

namespace Minderbinder.Tool.Screen;

/// <summary>Makes the model of a scope, sample by sample, and carries out what keys ask for.</summary>
internal sealed class ScreenSource(FailureScope scope, InjectionLog log, CallStatistics? statistics, string title)
{
    private const double Step = 10;

    private readonly MemberTree _members = new();
    private readonly History[] _injected = [.. scope.Config.Failures.Select(_ => new History())];
    private readonly long[] _lastInjected = new long[scope.Config.Failures.Count];
    private readonly (double Rate, bool IsPaused)[] _rates = [.. scope.Config.Failures.Select(failure => (failure.FailureRate, false))];
    private readonly (History Succeeded, History Failed, History Switches) _calls = (new(), new(), new());
    private readonly Dictionary<string, long> _before = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private long _sampled = TimeProvider.System.GetTimestamp();

    /// <summary>How many failures there are to choose from.</summary>
    public int Failures => scope.Config.Failures.Count;

    /// <summary>What there is now.</summary>
    public ScreenModel Sample(ScreenState state)
    {
        var seconds = Math.Max(0.001, TimeProvider.System.GetElapsedTime(_sampled).TotalSeconds);
        _sampled = TimeProvider.System.GetTimestamp();
        return new ScreenModel
        {
            Title = Path.GetFileName(title),
            Elapsed = TimeProvider.System.GetElapsedTime(_started),
            Seed = scope.Seed,
            Failures = [.. scope.CountFailures().Select(Row)],
            Members = _members.Arrange(scope.ListMembers()),
            Log = [.. log.Last.Select(injection => $"{injection.At:HH:mm:ss.fff} {injection}")],
            Peers = log.Peers,
            Calls = statistics is null ? null : Calls(statistics.Read(), seconds),
            State = state,
        };
    }

    /// <summary>Carries out what a key asked for: at once, for the rate of a rule is read for every call.</summary>
    public void Do(ScreenAction action, int selected)
    {
        switch (action)
        {
            case ScreenAction.TogglePause:
                SetPaused(selected, !_rates[selected].IsPaused);
                break;
            case ScreenAction.PauseAll:
                var pause = _rates.Any(rate => !rate.IsPaused);
                for (var i = 0; i < _rates.Length; i++)
                    SetPaused(i, pause);
                break;
            case ScreenAction.RaiseRate or ScreenAction.LowerRate:
                _rates[selected].Rate = Math.Clamp(_rates[selected].Rate + (action == ScreenAction.RaiseRate ? Step : -Step), 0, 100);
                scope.SetRate(scope.Config.Failures[selected], _rates[selected].Rate);
                break;
        }
    }

    private void SetPaused(int index, bool isPaused)
    {
        _rates[index].IsPaused = isPaused;
        if (isPaused)
            scope.Pause(scope.Config.Failures[index]);
        else
            scope.Resume(scope.Config.Failures[index]);
    }

    private FailureRow Row(FailureEvidence evidence, int index)
    {
        if (_injected[index].Add(evidence.Injected) > 0)
            _lastInjected[index] = TimeProvider.System.GetTimestamp();
        return new FailureRow(evidence.Failure, evidence.Mechanism, evidence.Matched, evidence.Injected, evidence.DroppedEvents)
        {
            Rate = _rates[index].Rate,
            IsPaused = _rates[index].IsPaused,
            Last = _lastInjected[index] == 0 ? null : TimeProvider.System.GetElapsedTime(_lastInjected[index]),
            History = _injected[index].Values,
        };
    }

    private CallsPart Calls(CallCounts counts, double seconds)
    {
        _calls.Succeeded.Add(counts.Succeeded);
        _calls.Failed.Add(counts.Failed);
        _calls.Switches.Add(counts.ContextSwitches);
        var rows = counts.Made.Select(call =>
        {
            var total = call.Count.Succeeded + call.Count.Failed;
            var perSecond = (total - _before.GetValueOrDefault(call.Syscall)) / seconds;
            _before[call.Syscall] = total;
            return new CallRow(
                call.Syscall,
                perSecond,
                total,
                call.Count.Failed,
                TimeSpan.FromTicks(Math.Max(0, (long)Clock.Now - call.Count.LastNs) / TimeSpan.NanosecondsPerTick));
        });
        return new CallsPart(
            _calls.Succeeded.Values, _calls.Failed.Values, _calls.Switches.Values,
            [.. rows.OrderByDescending(row => row.PerSecond).ThenByDescending(row => row.Total)]);
    }
}
