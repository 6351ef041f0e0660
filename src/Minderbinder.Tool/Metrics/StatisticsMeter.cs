using System.Diagnostics.Metrics;
using Minderbinder.Testing.Kernel.Statistics;

namespace Minderbinder.Tool.Metrics;

/// <summary>System calls and context switches as metrics, under the names that Prometheus shows: <c>syscall_success_total</c>.</summary>
internal sealed class StatisticsMeter : IDisposable
{
    public const string Name = "Minderbinder.Statistics";

    private readonly Meter _meter = new(Name);

    public StatisticsMeter(CallStatistics statistics)
    {
        _meter.CreateObservableCounter("syscall_success", () => PerCall(statistics, count => count.Succeeded), description: "System calls that returned no error.");
        _meter.CreateObservableCounter("syscall_failure", () => PerCall(statistics, count => count.Failed), description: "System calls that returned an error.");
        _meter.CreateObservableCounter(
            "context_switch_counts", () => statistics.Read().ContextSwitches, description: "How often one of the processes got a processor.");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> PerCall(CallStatistics statistics, Func<CallCount, long> value) =>
        statistics.Read().Made.Select(call => new Measurement<long>(value(call.Count), new KeyValuePair<string, object?>("syscall", call.Syscall)));
}
