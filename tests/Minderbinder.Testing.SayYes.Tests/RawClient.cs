using System.Net.Sockets;
using System.Text;

namespace Minderbinder.Testing.SayYes.Tests;

/// <summary>A socket, to send what no HTTP client would.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static async Task<RawClient> ConnectAsync(SayYesServer server)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(Clients.EndPoint(server));
        return client;
    }

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text));

    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Reads until a text has come.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        var read = "";
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            var more = await ReadSomeAsync();
            more.ShouldNotBeEmpty($"the connection was closed after: {read}");
            read += more;
        }

        return read;
    }

    /// <summary>Reads until the server closes the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var read = "";
        while (await ReadSomeAsync() is { Length: > 0 } more)
            read += more;
        return read;
    }

    /// <summary>Goes away without a word, or with a reset.</summary>
    public void Vanish()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<string> ReadSomeAsync()
    {
        var buffer = new byte[4096];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return Encoding.Latin1.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, limit.Token));
    }
}
