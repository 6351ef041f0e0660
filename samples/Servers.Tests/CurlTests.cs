using System.Net;
using Minderbinder.Testing;
using Xunit;

namespace Servers.Tests;

/// <summary>A server that is there, and a program that cannot reach it.</summary>
public sealed class CurlTests : IDisposable
{
    private readonly HttpListener _server = new();
    private readonly string _url;

    public CurlTests()
    {
        _url = $"http://127.0.0.1:{FreePort.Take()}/";
        _server.Prefixes.Add(_url);
        _server.Start();
        _ = AnswerAsync();
    }

    [Fact]
    [InjectFailure("connect", Errno.ECONNREFUSED, Address = "127.0.0.1")]
    public async Task Curl_is_refused()
    {
        var curl = await Programs.RunAsync("curl", "-sS", _url);

        Assert.Equal(7, curl.ExitCode); // CURLE_COULDNT_CONNECT
        Assert.Contains("Failed to connect to 127.0.0.1", curl.Error);
        Assert.Equal("welcome", (await Bystander.RunAsync(() => Programs.RunAsync("curl", "-sS", _url))).Output);
    }

    public void Dispose() => _server.Close();

    private async Task AnswerAsync()
    {
        while (_server.IsListening)
        {
            try
            {
                var context = await _server.GetContextAsync();
                context.Response.Close("welcome"u8.ToArray(), willBlock: false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
                return;
            }
        }
    }
}
