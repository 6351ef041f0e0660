using System.Net.Sockets;

namespace Minderbinder.Testing.SayYes.Tests;

/// <summary>Whatever a client does, others are served, and nothing is noted that was no request.</summary>
public sealed class BadClientTests : IAsyncLifetime
{
    private SayYesServer _yes = null!;

    public async ValueTask InitializeAsync() => _yes = await SayYesServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        using (var client = Clients.Http(_yes))
            (await client.GetStringAsync("/still-there")).ShouldBe("{}");
        await _yes.DisposeAsync();
    }

    [Theory]
    [InlineData("GET / HT")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX-Half")]
    [InlineData("P")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM")]
    [InlineData("")]
    public async Task Half_a_head(string half)
    {
        using (var ends = await RawClient.ConnectAsync(_yes))
        {
            await ends.SendAsync(half);
            ends.EndSending();
            (await ends.ReadToEndAsync()).ShouldNotContain("200 OK");
        }

        using (var vanishes = await RawClient.ConnectAsync(_yes))
        {
            await vanishes.SendAsync(half);
            vanishes.Vanish();
        }

        _yes.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("complete nonsense\r\n\r\n")]
    [InlineData("GET nowhere HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")] // no Host
    [InlineData("GET / HTTP/7.3\r\nHost: x\r\n\r\n")]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: minus one\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nBad Header : x\r\n\r\n")]
    [InlineData("\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03 a TLS client on the plain port \r\n\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\r\n\r\n")]
    public async Task Malformed_requests_are_refused(string request)
    {
        using var client = await RawClient.ConnectAsync(_yes);
        await client.SendAsync(request);

        (await client.ReadToEndAsync()).ShouldMatch("^HTTP/1.1 (400|405|505) ");
        _yes.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Malformed_HTTP_2_is_refused()
    {
        using var client = await RawClient.ConnectAsync(_yes);
        await client.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + new string('\xff', 100));

        // GOAWAY, a frame of type 7 on stream 0, and the end.
        (await client.ReadToEndAsync()).ShouldContain("\x7\0\0\0\0\0");
        _yes.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plain_HTTP_on_the_secure_port_is_cut_off()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", _yes.SecureBaseUrl.Port);
        await socket.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(socket.GetStream());

        (await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60))).ShouldNotContain("200 OK");
        _yes.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_that_is_broken_off_is_no_request(bool politely)
    {
        using (var client = await RawClient.ConnectAsync(_yes))
        {
            // The server reads the body from here on: a reset earlier than that would make its kernel forget the head.
            await client.SendAsync("POST /upload HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n");
            await client.ReadUntilAsync("100 Continue\r\n\r\n");
            await client.SendAsync("first");
            if (politely)
                client.EndSending();
            else
                client.Vanish();

            while (_yes.Requests.Count == 0)
                await Task.Delay(10);
        }

        _yes.Requests.Single().IsComplete.ShouldBeFalse();
        Should.Throw<RequestExpectationException>(() => _yes.ShouldHaveReceived("POST", "/upload")).Message
            .ShouldContain("\n  POST /upload, broken off after ");
        _yes.ShouldNotHaveReceived("*", "*");
    }

    [Fact]
    public async Task A_malformed_chunk_is_refused()
    {
        using var client = await RawClient.ConnectAsync(_yes);
        await client.SendAsync("POST /chunk HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nnonsense\r\n");

        (await client.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 400 ");
        _yes.ShouldNotHaveReceived("*", "*");
    }

    [Fact]
    public async Task Clients_that_take_their_time_keep_nobody_waiting()
    {
        var slow = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RawClient.ConnectAsync(_yes)));
        try
        {
            foreach (var piece in new[] { "G", "ET /sl", "ow HTTP/1.1\r\nHost: x\r\nX-Slow: ", "1" })
            {
                await Task.WhenAll(slow.Select(client => client.SendAsync(piece)));
                using var quick = Clients.Http(_yes);
                (await quick.GetStringAsync("/quick")).ShouldBe("{}");
            }

            _yes.ShouldHaveReceived("*", "*", 4);
            await Task.WhenAll(slow.Select(client => client.SendAsync("\r\n\r\n")));
            await Task.WhenAll(slow.Select(client => client.ReadUntilAsync("{}")));
            _yes.ShouldHaveReceived("GET", "/slow", 100);
        }
        finally
        {
            Array.ForEach(slow, client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_thousand_connections_at_once()
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => RawClient.ConnectAsync(_yes)));
        try
        {
            await Task.WhenAll(clients.Select((client, i) => client.SendAsync($"POST /many/{i} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo")));
            _yes.Requests.ShouldBeEmpty();
            await Task.WhenAll(clients.Select(client => client.SendAsync("dy")));
            foreach (var reply in await Task.WhenAll(clients.Select(client => client.ReadUntilAsync("{}"))))
                reply.ShouldStartWith("HTTP/1.1 200 OK");
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }

        _yes.ShouldHaveReceived("POST", "/many/*", 1_000).Select(request => request.Path).Distinct().Count().ShouldBe(1_000);
    }
}
