using System.Net;

namespace Minderbinder.Testing.Connections;

/// <summary>Where a connection is meant to go.</summary>
/// <param name="Endpoint">The address and port; IPv4 never as an IPv6 address.</param>
/// <param name="Host">The name that the program asked for, if that is known.</param>
internal sealed record Destination(IPEndPoint Endpoint, string? Host)
{
    /// <summary>The name, or the address in numbers.</summary>
    public string HostOrAddress => Host ?? Endpoint.Address.ToString();

    public bool IsLoopback => IPAddress.IsLoopback(Endpoint.Address);

    /// <summary>What to write into a log.</summary>
    public override string ToString() => Host is null ? Endpoint.ToString() : $"{Host}:{Endpoint.Port}";

    public static Destination Of(IPAddress address, int port)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return new Destination(new IPEndPoint(address, port), KnownNames.NameOf(address));
    }
}
