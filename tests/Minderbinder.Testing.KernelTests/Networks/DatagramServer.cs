using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Answers datagrams, with the same if not told otherwise, outside any scope.</summary>
internal sealed class DatagramServer : IDisposable
{
    private readonly Socket _socket;

    public DatagramServer(string address = "127.0.0.1", Func<byte[], byte[]>? answer = null)
    {
        var endPoint = new IPEndPoint(IPAddress.Parse(address), 0);
        using (ExecutionContext.SuppressFlow())
        {
            _socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            _socket.Bind(endPoint);
            _ = Task.Run(() => ServeAsync(answer ?? (datagram => datagram)));
        }
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Whom it heard from, a datagram each.</summary>
    public ConcurrentQueue<IPEndPoint> Heard { get; } = [];

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync(Func<byte[], byte[]> answer)
    {
        var data = new byte[64 * 1024];
        var anyone = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (true)
        {
            var received = await _socket.ReceiveFromAsync(data, anyone);
            Heard.Enqueue((IPEndPoint)received.RemoteEndPoint);
            await _socket.SendToAsync(answer(data[..received.ReceivedBytes]), received.RemoteEndPoint);
        }
    }
}
