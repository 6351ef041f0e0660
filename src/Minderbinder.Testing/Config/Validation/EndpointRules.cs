using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Minderbinder.Testing;

/// <summary>What ports and IP addresses must be so that the kernel side can look for them.</summary>
internal static class EndpointRules
{
    private const int MaxPort = ushort.MaxValue;

    // IPv4 as IPv6 writes it (::ffff:0:0/96), which is how the kernel side compares addresses.
    private const int V4Prefix = 96;
    private static readonly UInt128 V4 = Bits(IPAddress.Any);

    public static IEnumerable<ConfigProblem> FindProblems(ValueList<string> addresses, int most, string path) =>
        ItemRules.FindProblems(addresses, FindProblem, most, "addresses", path);

    public static IEnumerable<ConfigProblem> FindProblems(ValueList<PortRange> ports, int most, string path) =>
        ItemRules.FindProblems(ports, FindProblem, most, "ports", path);

    /// <summary>
    /// Whether a packet can have an address of each list: both are then of the same version of IP. An empty list is any address.
    /// </summary>
    public static bool CanMeet(ValueList<string> sources, ValueList<string> destinations)
    {
        // What is wrong with an address is a problem of its own.
        if (sources.Concat(destinations).Any(address => FindProblem(address) is not null))
            return true;

        var (ofSources, ofDestinations) = (VersionsOf(sources), VersionsOf(destinations));
        return (ofSources.V4 && ofDestinations.V4) || (ofSources.V6 && ofDestinations.V6);
    }

    private static string? FindProblem(string address) => AddressText.TryParse(address, out _, out var problem) ? null : problem;

    private static string? FindProblem(PortRange ports) =>
        ports.First is < 0 or > MaxPort || ports.Last is < 0 or > MaxPort ? $"the port is {ports}; it must lie between 0 and {MaxPort}."
        : ports.First > ports.Last ? $"the ports {ports} end before they begin; write {ports.Last}-{ports.First}."
        : null;

    private static (bool V4, bool V6) VersionsOf(ValueList<string> addresses)
    {
        if (addresses.Count == 0)
            return (true, true);

        var networks = addresses.Select(AddressText.Parse).Select(network => (
            Address: Bits(network.BaseAddress),
            Prefix: network.PrefixLength + (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? V4Prefix : 0))).ToList();
        return (
            networks.Exists(network => IsV4(network.Address, Math.Min(network.Prefix, V4Prefix))),
            networks.Exists(network => network.Prefix < V4Prefix || !IsV4(network.Address, V4Prefix)));
    }

    // Not IPNetwork.Contains, which finds no IPv4 address in a network of IPv6.
    private static bool IsV4(UInt128 address, int prefix) => prefix == 0 || (address ^ V4) >> (128 - prefix) == UInt128.Zero;

    private static UInt128 Bits(IPAddress address) => BinaryPrimitives.ReadUInt128BigEndian(address.MapToIPv6().GetAddressBytes());
}
