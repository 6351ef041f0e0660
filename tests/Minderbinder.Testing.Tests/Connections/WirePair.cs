using System.Net;
using System.Net.Sockets;
using Minderbinder.Testing.Connections.Wires;

namespace Minderbinder.Testing.Tests.Connections;

/// <summary>A program and its peer with a wire between them, over real sockets.</summary>
internal sealed class WirePair : IDisposable
{
    private readonly CancellationTokenSource _lifted = new();

    private WirePair(Socket program, Socket peer, Task carried) => (Program, Peer, Carried) = (program, peer, carried);

    public Socket Program { get; }

    public Socket Peer { get; }

    /// <summary>Ends with the wire.</summary>
    public Task Carried { get; private set; }

    public static async Task<WirePair> OpenAsync(ConnectionFailure? failure = null, int? receiveBuffer = null)
    {
        var (program, near) = await ConnectAsync(receiveBuffer);
        var (peer, far) = await ConnectAsync(receiveBuffer);
        var pair = new WirePair(program, peer, Task.CompletedTask);
        pair.Carried = Wire.CarryAsync(near, far, failure is null ? WireSettings.Plain : WireSettings.Of(failure, 1), pair._lifted.Token);
        return pair;
    }

    public void Lift() => _lifted.Cancel();

    public static async Task<byte[]> ReadAsync(Socket from, int count)
    {
        var bytes = new byte[count];
        for (var have = 0; have < count;)
        {
            var got = await from.ReceiveAsync(bytes.AsMemory(have), TestContext.Current.CancellationToken);
            if (got == 0)
                return bytes[..have];
            have += got;
        }

        return bytes;
    }

    public void Dispose()
    {
        Program.Dispose();
        Peer.Dispose();
        _lifted.Cancel();
        _lifted.Dispose();
    }

    private static async Task<(Socket Client, Socket Server)> ConnectAsync(int? buffer)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (buffer is { } size)
            listener.ReceiveBufferSize = listener.SendBufferSize = client.ReceiveBufferSize = client.SendBufferSize = size;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        await client.ConnectAsync(listener.LocalEndPoint!);
        client.NoDelay = true;
        return (client, await listener.AcceptAsync());
    }
}
