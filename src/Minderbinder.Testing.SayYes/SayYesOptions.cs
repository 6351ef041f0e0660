using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Minderbinder.Testing.SayYes;

/// <summary>How a <see cref="SayYesServer"/> is started.</summary>
public sealed record SayYesOptions
{
    /// <summary>
    /// The address to listen on. Defaults to 127.0.0.1, which only this machine reaches; <see cref="IPAddress.Any"/> is for containers, and everybody
    /// else who reaches this machine.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IPAddress Address { get; init => field = value ?? throw new ArgumentNullException(nameof(Address)); } = IPAddress.Loopback;

    /// <summary>
    /// The name or address by which the process under test reaches this machine, for <see cref="SayYesServer.BaseUrl"/>, environment variables and
    /// the certificate: <c>host.docker.internal</c>. Defaults to null: <see cref="Address"/>, or 127.0.0.1 if that is any address.
    /// </summary>
    /// <exception cref="ArgumentException">The value is not a host name.</exception>
    public string? HostName
    {
        get;
        init => field = value is null || Uri.CheckHostName(value) != UriHostNameType.Unknown
            ? value : throw new ArgumentException(
                $"'{value}' is neither a host name nor an address. Give one like host.docker.internal.", nameof(HostName));
    }

    /// <summary>
    /// What <see cref="SayYesRule.Rate"/> and random delays follow from; that of a scope, for example (<c>FailureScope.Seed</c>). Defaults to null:
    /// that of the environment variable <c>MINDERBINDER_SEED</c>, or one that is drawn.
    /// </summary>
    public ulong? Seed { get; init; }

    /// <summary>The port for plain HTTP, 0 to 65535. Defaults to 0: one that is free.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no port.</exception>
    public int Port { get; init => field = Within(value, IPEndPoint.MaxPort); }

    /// <summary>The port for HTTPS, 0 to 65535. Defaults to 0: one that is free.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no port.</exception>
    public int SecurePort { get; init => field = Within(value, IPEndPoint.MaxPort); }

    /// <summary>
    /// How many bytes of each request's body <see cref="ReceivedRequest.Body"/> keeps, the first ones; 0 or more. All are read and
    /// counted. Defaults to 65,536.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int BodyBytesKept { get; init => field = Within(value, Array.MaxLength); } = 64 * 1024;

    /// <summary>
    /// How many requests <see cref="SayYesServer.Requests"/> keeps, the last ones; 0 or more. Those that it dropped are counted.
    /// Defaults to 1,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int RequestsKept { get; init => field = Within(value, Array.MaxLength); } = 1_000;

    /// <summary>
    /// Called once, before the first connection is accepted: the place to register rules that must hold for the very first request.
    /// Defaults to null.
    /// </summary>
    public Action<SayYesServer>? Configure { get; init; }

    /// <summary>Gets what Kestrel has to say. Defaults to nothing; nothing is ever written to the console.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ILoggerFactory LoggerFactory { get; init => field = value ?? throw new ArgumentNullException(nameof(LoggerFactory)); } =
        NullLoggerFactory.Instance;

    /// <summary>As it stands in a URL.</summary>
    internal string HostNameOrAddress =>
        (HostName ?? (Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : Address).ToString()) is var host
        && Uri.CheckHostName(host) == UriHostNameType.IPv6 ? $"[{host}]" : host;

    private static int Within(int value, int maximum, [CallerMemberName] string property = "") =>
        value >= 0 && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(property, value, $"SayYesOptions.{property} must be between 0 and {maximum}.");
}
