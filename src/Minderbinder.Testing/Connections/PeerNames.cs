using System.Collections.Concurrent;

namespace Minderbinder.Testing.Connections;

/// <summary>Which peer a redirected socket is to believe that it has, by the kernel's number for the socket.</summary>
internal static class PeerNames
{
    private static readonly ConcurrentDictionary<ulong, InternetAddress> Peers = new();

    public static bool IsEmpty => Peers.IsEmpty;

    public static void Remember(ulong socket, InternetAddress peer) => Peers[socket] = peer;

    public static void Forget(ulong socket) => Peers.TryRemove(socket, out _);

    public static bool Contains(ulong socket) => Peers.ContainsKey(socket);

    public static InternetAddress? Of(ulong socket) => Peers.GetValueOrDefault(socket);
}
