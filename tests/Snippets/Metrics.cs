using System.Diagnostics;
using Minderbinder.Testing;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using static Minderbinder.Testing.FailureInjector;

namespace Snippets;

public class Metrics
{
    [Fact]
    public async Task OpenTelemetry()
    {
        #region metrics: opentelemetry
        var spans = new List<Activity>();
        var metrics = new List<Metric>();
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("Minderbinder").AddInMemoryExporter(spans).Build();
        using var metering = Sdk.CreateMeterProviderBuilder().AddMeter("Minderbinder").AddInMemoryExporter(metrics).Build();

        await WithFailureConfig(new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS)), async scope =>
        {
            await using var mkdir = await scope.LaunchAsync("mkdir", "/tmp/new");
            Assert.Equal(1, await mkdir.WaitForExitAsync());
        });

        metering.ForceFlush();
        Assert.Equal("failure scope", Assert.Single(spans).OperationName);
        Assert.Equal("mkdir EROFS", Assert.Single(spans[0].Events).Tags.First(tag => tag.Key == "failure").Value);
        Assert.Contains(metrics, metric => metric.Name == "minderbinder.injections");
        #endregion
    }
}
