using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Minderbinder.Testing.Connections;

/// <summary>
/// Addresses that are given out for names: from the ranges for documentation (RFC 5737), which no real host has, and when these are used
/// up from that for benchmarks (RFC 2544).
/// </summary>
internal static class StandIns
{
    private static readonly (uint First, uint Count)[] Ranges =
    [
        .. new (uint First, uint Count)[] { (0xC0000201, 254), (0xC6336401, 254), (0xCB007101, 254), (0xC6120001, 131_070) }.Where(
            range => !IsInUse(range.First, range.Count)),
    ];

    private static readonly Lock Giving = new();
    private static readonly Dictionary<string, IPAddress> ByName = new(StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<IPAddress, string> ByAddress = [];

    /// <summary>The address that stands for a name, the same whenever it is asked for; null if there is none left.</summary>
    public static IPAddress? For(string name)
    {
        name = name.TrimEnd('.').ToLowerInvariant();
        lock (Giving)
        {
            if (!ByName.TryGetValue(name, out var address) && At((uint)ByName.Count) is { } free)
            {
                ByName[name] = address = free;
                ByAddress[address] = name;
            }

            return address;
        }
    }

    public static string? NameOf(IPAddress address)
    {
        lock (Giving)
            return ByAddress.GetValueOrDefault(address);
    }

    public static bool Contains(IPAddress address) => NameOf(address) is not null;

    private static IPAddress? At(uint number)
    {
        foreach (var (first, count) in Ranges)
        {
            if (number < count)
                return Number(first + number);

            number -= count;
        }

        return null;
    }

    /// <summary>Whether this machine has such addresses all the same, as some that are made for tests do.</summary>
    private static bool IsInUse(uint first, uint count) => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(device => device.GetIPProperties().UnicastAddresses)
        .Where(own => own.Address.AddressFamily == AddressFamily.InterNetwork)
        .Select(own => BinaryPrimitives.ReadUInt32BigEndian(own.Address.GetAddressBytes()))
        .Any(own => own >= first - 1 && own <= first + count);

    private static IPAddress Number(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
