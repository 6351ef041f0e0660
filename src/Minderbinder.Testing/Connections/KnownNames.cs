using System.Collections.Concurrent;
using System.Net;

namespace Minderbinder.Testing.Connections;

/// <summary>
/// Which name an address stands for. One table for the test process: an address that a program remembers from one scope means the same
/// name in the next.
/// </summary>
internal static class KnownNames
{
    private const int Most = 65_536;

    private static readonly ConcurrentDictionary<IPAddress, string> Names = new();

    /// <summary>Remembers what a server answered. What is made up stays what it is.</summary>
    public static void Remember(IPAddress address, string name)
    {
        if (!StandIns.Contains(address) && Names.Count < Most)
            Names[address] = name;
    }

    public static string? NameOf(IPAddress address) => StandIns.NameOf(address) ?? Names.GetValueOrDefault(address);
}
