using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Minderbinder.Testing.Connections.Names;

namespace Minderbinder.Testing.KernelTests.Connections;

/// <summary>A name server on port 53 that has one address for all names, outside any scope.</summary>
internal sealed class RealNameServer : IDisposable
{
    private readonly Socket _socket;
    private readonly ConcurrentQueue<string> _questions = [];

    private RealNameServer(Socket socket) => _socket = socket;

    public IPAddress Address => ((IPEndPoint)_socket.LocalEndPoint!).Address;

    public IReadOnlyCollection<string> Questions => _questions;

    /// <summary>Null where it may not listen there.</summary>
    public static RealNameServer? TryStart()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse($"127.53.{Random.Shared.Next(256)}.{Random.Shared.Next(1, 255)}"), 53));
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }

        var server = new RealNameServer(socket);
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(server.ServeAsync);
        return server;
    }

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync()
    {
        var buffer = new byte[4096];
        while (true)
        {
            var received = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
            var question = DnsQuestion.TryRead(buffer.AsSpan(0, received.ReceivedBytes))!;
            _questions.Enqueue(question.Name);
            await _socket.SendToAsync(DnsReply.Address(buffer, question, IPAddress.Parse("192.0.2.99")), received.RemoteEndPoint);
        }
    }
}
