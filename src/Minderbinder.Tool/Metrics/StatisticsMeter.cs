using System.Diagnostics.Metrics;
using Minderbinder.Testing.Kernel.Statistics;

namespace Minderbinder.Tool.Metrics;

/// <summary>System calls and context switches as metrics, under the names that Prometheus shows: <c>syscall_success_total</c>.</summary>
internal sealed class StatisticsMeter : IDisposable
{
    public const string Name = "Minderbinder.Statistics";

    private readonly Meter _meter = new(Name);

    /// <param name="read">What was counted until now.</param>
    public StatisticsMeter(Func<CallCounts> read)
    {
        _meter.CreateObservableCounter(
            "syscall_success", () => PerCall(read, count => count.Succeeded), description: "System calls that returned no error.");
        _meter.CreateObservableCounter(
            "syscall_failure", () => PerCall(read, count => count.Failed), description: "System calls that returned an error.");
        _meter.CreateObservableCounter(
            "context_switch_counts", () => read().ContextSwitches, description: "How often one of the processes got a processor.");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> PerCall(Func<CallCounts> read, Func<CallCount, long> value) =>
        read().Made.Select(call => new Measurement<long>(value(call.Count), new KeyValuePair<string, object?>("syscall", call.Syscall)));
}
