using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>What listeners of .NET's own metrics and traces get.</summary>
public class DiagnosticsTests
{
    [Fact]
    public async Task The_meter_counts_over_scopes_and_never_goes_back()
    {
        var name = $"no_kill_{Guid.NewGuid():N}";
        var config = new FailureConfig(new SyscallFailure("kill", Errno.EPERM) { Name = name, Skip = 1 });
        await WithFailureConfig(config, () => Victim.RunAsync("trace", "4", "kill"));
        await using var open = FailureScope.Open(config);
        await Victim.RunAsync("trace", "3", "kill");

        var measured = Collect();

        Sum("minderbinder.injections").ShouldBe(5);
        Sum("minderbinder.matched").ShouldBe(7);
        measured["minderbinder.injections"].Single(measurement => measurement.Tags["failure"] == name).Tags["syscall"].ShouldBe("kill");
        measured["minderbinder.scopes"].Single().Value.ShouldBeGreaterThanOrEqualTo(1);

        long Sum(string instrument) =>
            measured[instrument].Where(measurement => measurement.Tags["failure"] == name).Sum(measurement => measurement.Value);
    }

    [Fact]
    public async Task A_scope_is_a_span_inside_the_test_s_with_its_first_injections_as_events()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Minderbinder" or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        using var test = source.StartActivity("test");

        await WithFailureConfig(new FailureConfig(new SyscallFailure("kill", Errno.EPERM)), () => Victim.RunAsync("trace", "200", "kill"));

        Activity.Current.ShouldBe(test);
        var span = stopped.Single(activity => activity.ParentId == test!.Id);
        span.OperationName.ShouldBe("failure scope");
        span.GetTagItem("minderbinder.injections").ShouldBe(200L);
        span.Events.Count().ShouldBe(128);
        span.Events.First().Tags.ShouldContain(new KeyValuePair<string, object?>("failure", "kill EPERM"));
    }

    private static Dictionary<string, List<(long Value, Dictionary<string, string?> Tags)>> Collect()
    {
        var measured = new Dictionary<string, List<(long, Dictionary<string, string?>)>>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, itself) =>
        {
            if (instrument.Meter.Name == "Minderbinder")
                itself.EnableMeasurementEvents(instrument);
        };
        void Add<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
            where T : struct, IConvertible
        {
            if (!measured.TryGetValue(instrument.Name, out var all))
                measured.Add(instrument.Name, all = []);
            all.Add((value.ToInt64(null), tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value?.ToString())));
        }

        listener.SetMeasurementEventCallback<long>(Add);
        listener.SetMeasurementEventCallback<int>(Add);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
