using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Minderbinder.Testing.SayYes.Tests;

public class WebSocketTests(SayYesFixture fixture) : IClassFixture<SayYesFixture>
{
    private readonly SayYesServer _yes = fixture.Server;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    public async Task Messages_come_back(bool secure, int version)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("chat.v2");
        socket.Options.AddSubProtocol("chat.v1");
        var path = $"/socket/{secure}/{version}";
        await ConnectAsync(socket, secure, version, path);

        socket.SubProtocol.ShouldBe("chat.v2");
        await socket.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, true, default);
        (await ReceiveAsync(socket)).ShouldBe((WebSocketMessageType.Text, "hello"));
        var large = new string('x', 100_000);
        await socket.SendAsync(Encoding.UTF8.GetBytes(large), WebSocketMessageType.Binary, true, default);
        (await ReceiveAsync(socket)).ShouldBe((WebSocketMessageType.Binary, large));

        await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "bye", default);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        socket.CloseStatusDescription.ShouldBe("bye");
        _yes.ShouldHaveReceived(version == 1 ? "GET" : "CONNECT", path, 1);
    }

    [Fact]
    public async Task A_rule_can_refuse_one()
    {
        _yes.On("GET", "/refused").Respond(403);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Should.ThrowAsync<WebSocketException>(ConnectAsync(socket, false, 1, "/refused"));
        socket.HttpStatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_rule_can_break_one_off(int version)
    {
        _yes.On("*", "/broken").Reset();
        using var socket = new ClientWebSocket();

        await Should.ThrowAsync<WebSocketException>(ConnectAsync(socket, false, version, "/broken").WaitAsync(TimeSpan.FromSeconds(60)));
        _yes.ShouldHaveReceived(version == 1 ? "GET" : "CONNECT", "/broken", 1);
    }

    [Fact]
    public async Task A_client_that_vanishes_does_no_harm()
    {
        using (var socket = new ClientWebSocket())
        {
            await ConnectAsync(socket, false, 1, "/vanish");
            socket.Abort();
        }

        using var client = Clients.Http(_yes);
        (await client.GetStringAsync("/after")).ShouldBe("{}");
    }

    private async Task ConnectAsync(ClientWebSocket socket, bool secure, int version, string path)
    {
        socket.Options.HttpVersion = new Version(version, version == 1 ? 1 : 0);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var invoker = new HttpMessageInvoker(Clients.Handler(_yes), disposeHandler: false);
        await socket.ConnectAsync(
            new Uri($"{(secure ? "wss" : "ws")}://127.0.0.1:{(secure ? _yes.SecureBaseUrl : _yes.BaseUrl).Port}{path}"), invoker, default);
    }

    private static async Task<(WebSocketMessageType Type, string Text)> ReceiveAsync(ClientWebSocket socket)
    {
        var text = "";
        var buffer = new byte[8192];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), default);
            text += Encoding.UTF8.GetString(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return (part.MessageType, text);
        }
    }
}
