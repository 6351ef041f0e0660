using System.Net;
using System.Runtime.InteropServices;
using Minderbinder.Testing;

namespace Minderbinder.Tool.Screen;

/// <summary>The last injections as lines, and the packets lost by peer. Taken on a thread that serves the kernel's events, so it is quick.</summary>
internal sealed class InjectionLog
{
    private const int Kept = 500;
    private const int PeersKept = 1_000;

    private readonly Lock _lock = new();
    private readonly Queue<Injection> _last = [];
    private readonly Dictionary<IPEndPoint, long> _peers = [];

    public void Add(Injection injection)
    {
        lock (_lock)
        {
            _last.Enqueue(injection);
            if (_last.Count > Kept)
                _last.Dequeue();
            if (injection.Packet?.Peer is { } peer && (_peers.Count < PeersKept || _peers.ContainsKey(peer)))
                CollectionsMarshal.GetValueRefOrAddDefault(_peers, peer, out _)++;
        }
    }

    /// <summary>A copy, oldest first.</summary>
    public IReadOnlyList<Injection> Last
    {
        get
        {
            lock (_lock)
                return [.. _last];
        }
    }

    /// <summary>How many packets were told of for each peer, most first.</summary>
    public IReadOnlyList<(string Peer, long Packets)> Peers
    {
        get
        {
            lock (_lock)
                return [.. _peers.Select(entry => (TextOf(entry.Key), entry.Value)).OrderByDescending(entry => entry.Value)];
        }
    }

    /// <summary>Not every protocol has ports.</summary>
    private static string TextOf(IPEndPoint peer) => peer.Port == 0 ? $"{peer.Address}" : $"{peer}";
}
