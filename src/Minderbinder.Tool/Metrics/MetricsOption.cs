using System.CommandLine;
using System.Globalization;
using System.Net;

namespace Minderbinder.Tool.Metrics;

/// <summary><c>--metrics [ADDRESS:]PORT</c>.</summary>
internal static class MetricsOption
{
    public static Option<IPEndPoint?> Create() => new("--metrics")
    {
        Description = "Serves metrics for Prometheus there, at /metrics; on the loopback interface without an address.",
        HelpName = "[ADDRESS:]PORT",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
                return new IPEndPoint(IPAddress.Loopback, port);
            if (IPEndPoint.TryParse(text, out var endpoint) && endpoint.Port > 0)
                return endpoint;
            result.AddError($"'{text}' is no place to serve metrics; write a port, or an IP address and a port: 9464, 0.0.0.0:9464");
            return null;
        },
    };
}
