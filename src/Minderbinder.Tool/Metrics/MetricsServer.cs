using System.Net;
using System.Net.Sockets;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Minderbinder.Tool.Metrics;

/// <summary>Serves the meters to Prometheus, at <c>/metrics</c>.</summary>
internal sealed class MetricsServer : IDisposable
{
    private const string Library = "Minderbinder";

    private readonly MeterProvider _provider;

    /// <param name="endpoint">Where it listens.</param>
    /// <exception cref="IOException">It cannot listen there.</exception>
    public MetricsServer(IPEndPoint endpoint)
    {
        try
        {
            _provider = Sdk.CreateMeterProviderBuilder().AddMeter(Library, StatisticsMeter.Name)
                .AddPrometheusHttpListener(options =>
                {
                    (options.Host, options.Port) = (HostOf(endpoint), endpoint.Port);
                    // Only the names that users know: no labels and no metrics about the exporter itself.
                    (options.ScopeInfoEnabled, options.TargetInfoEnabled) = (false, false);
                })
                .Build();
        }
        catch (Exception exception) when (exception is HttpListenerException or SocketException || exception.InnerException is HttpListenerException)
        {
            throw new IOException($"metrics cannot be served at {endpoint}: {exception.Message}; choose another port", exception);
        }
    }

    public void Dispose() => _provider.Dispose();

    /// <summary>Any address is a plus sign to the listener, and one of IPv6 stands in brackets.</summary>
    private static string HostOf(IPEndPoint endpoint) => endpoint.Address.Equals(IPAddress.Any) || endpoint.Address.Equals(IPAddress.IPv6Any) ? "+"
        : endpoint.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{endpoint.Address}]"
        : $"{endpoint.Address}";
}
