using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Answers every HTTP request with the same after a while, outside any scope.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly Socket _listener;

    public WebServer(string address = "127.0.0.1", string answer = "yes", int delayMs = 0)
    {
        var endPoint = new IPEndPoint(IPAddress.Parse(address), 0);
        using (ExecutionContext.SuppressFlow())
        {
            _listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(endPoint);
            _listener.Listen();
            _ = Task.Run(() => ServeAsync(answer, delayMs));
        }
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public string Url => $"http://{_listener.LocalEndPoint}/";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(string answer, int delayMs)
    {
        while (true)
        {
            var client = await _listener.AcceptAsync();
            _ = Task.Run(() => AnswerAsync(client, answer, delayMs));
        }
    }

    private static async Task AnswerAsync(Socket client, string answer, int delayMs)
    {
        using (client)
        {
            var request = new byte[16 * 1024];
            if (await client.ReceiveAsync(request) > 0)
            {
                await Task.Delay(delayMs);
                await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.0 200 OK\r\nContent-Length: {answer.Length}\r\n\r\n{answer}"));
            }

            client.Shutdown(SocketShutdown.Send);
            while (await client.ReceiveAsync(request) > 0)
            {
            }
        }
    }
}
