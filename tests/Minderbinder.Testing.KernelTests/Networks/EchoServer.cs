using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Sends back what it gets by TCP, outside any scope.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly Socket _listener;
    private readonly Channel<SocketError> _ends = Channel.CreateUnbounded<SocketError>();

    public EchoServer(string address = "127.0.0.1")
    {
        var endPoint = new IPEndPoint(IPAddress.Parse(address), 0);
        using (ExecutionContext.SuppressFlow())
        {
            _listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(endPoint);
            _listener.Listen();
            _ = Task.Run(ServeAsync);
        }
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>How its connections came to an end, one after the other.</summary>
    public ChannelReader<SocketError> Ends => _ends.Reader;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptAsync();
            _ = Task.Run(() => EchoAsync(client));
        }
    }

    private async Task EchoAsync(Socket client)
    {
        var end = SocketError.Success;
        using (client)
        {
            try
            {
                var data = new byte[256 * 1024];
                while (await client.ReceiveAsync(data) is > 0 and var length)
                    await client.SendAsync(data.AsMemory(0, length));
            }
            catch (SocketException exception)
            {
                end = exception.SocketErrorCode;
            }
        }

        await _ends.Writer.WriteAsync(end);
    }
}
