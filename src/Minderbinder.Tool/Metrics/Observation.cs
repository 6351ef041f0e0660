using System.Net;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Statistics;
using Minderbinder.Tool.CommandLine;

namespace Minderbinder.Tool.Metrics;

/// <summary>What is counted and served beside a scope, for as long as somebody looks at it.</summary>
internal sealed class Observation : IDisposable
{
    private readonly StatisticsMeter? _meter;
    private readonly MetricsServer? _server;

    /// <param name="endpoint">Where metrics are served; null for nowhere.</param>
    /// <param name="withStatistics">Whether a screen shows statistics.</param>
    /// <param name="everybody">Whether they are of the whole machine.</param>
    /// <exception cref="IOException">Metrics cannot be served there.</exception>
    public Observation(IPEndPoint? endpoint, bool withStatistics, bool everybody)
    {
        if ((endpoint is not null || withStatistics) && KernelSession.Current is { } session)
            Statistics = Start(session, everybody);
        if (endpoint is null)
            return;
        if (Statistics is not null)
            _meter = new StatisticsMeter(Statistics.Read);
        else
            Message.Say("system calls cannot be counted here, for that takes the programs in the kernel; the metrics are those of the failures only");
        try
        {
            _server = new MetricsServer(endpoint);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public CallStatistics? Statistics { get; }

    public void Dispose()
    {
        _server?.Dispose();
        _meter?.Dispose();
        Statistics?.Dispose();
    }

    private static CallStatistics? Start(KernelSession session, bool everybody)
    {
        try
        {
            return new CallStatistics(session, everybody);
        }
        catch (BpfException exception)
        {
            Message.Say($"system calls cannot be counted: {exception.Message}");
            return null;
        }
    }
}
