using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Minderbinder.Testing.SayYes.Tests;

public class FaultTests(SayYesFixture fixture) : IClassFixture<SayYesFixture>
{
    private readonly SayYesServer _yes = fixture.Server;

    [Fact]
    public async Task A_reset_is_one_of_TCP()
    {
        _yes.On("GET", "/reset").Reset();
        using var client = await RawClient.ConnectAsync(_yes);
        await client.SendAsync("GET /reset HTTP/1.1\r\nHost: x\r\n\r\n");

        (await Should.ThrowAsync<SocketException>(client.ReadToEndAsync())).SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
        _yes.ShouldHaveReceived("GET", "/reset", 1);
    }

    [Fact]
    public async Task A_reset_is_one_of_TCP_with_TLS_as_well()
    {
        _yes.On("GET", "/reset/tls").Reset();
        using var client = Clients.Http(_yes, secure: true);

        (await Should.ThrowAsync<HttpRequestException>(client.GetAsync("/reset/tls"))).Causes()
            .OfType<SocketException>().Single().SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task Curl_says_that_the_peer_reset_the_connection()
    {
        _yes.On("POST", "/reset/curl").Reset();
        var (exitCode, output) = await Curl.RunAsync("-d", "a=b", $"{_yes.BaseUrl}reset/curl");

        output.ShouldContain("Connection reset by peer");
        exitCode.ShouldBe(56); // CURLE_RECV_ERROR
        _yes.ShouldHaveReceived("POST", "/reset/curl").Single().BodyText.ShouldBe("a=b");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Over_HTTP_2_a_reset_ends_the_stream_alone(bool secure)
    {
        _yes.On("GET", "/reset/2").Reset();
        using var client = Clients.Http(_yes, secure, version: 2);
        _yes.On("GET", "/long").Delay(TimeSpan.FromSeconds(0.3));
        var other = client.GetStringAsync("/long");

        (await Should.ThrowAsync<HttpRequestException>(client.GetAsync("/reset/2"))).Causes()
            .OfType<HttpProtocolException>().Single().ErrorCode.ShouldBe(2); // INTERNAL_ERROR
        (await other).ShouldBe("{}");
    }

    [Fact]
    public async Task A_truncated_reply_promises_more_than_it_gives()
    {
        _yes.On("GET", "/truncated").Respond(200, "0123456789", "text/plain").Truncate();
        using var client = await RawClient.ConnectAsync(_yes);
        await client.SendAsync("GET /truncated HTTP/1.1\r\nHost: x\r\n\r\n");

        // To its end: no reset comes after it.
        var reply = await client.ReadToEndAsync();
        reply.ShouldStartWith("HTTP/1.1 200 OK\r\n");
        reply.ShouldContain("\r\nContent-Length: 10\r\n");
        reply.ShouldEndWith("\r\n\r\n01234");
    }

    [Theory]
    [InlineData("", "Content-Length: 1", "")]
    [InlineData("x", "Content-Length: 1", "")]
    [InlineData(null, "Content-Length: 2", "{")]
    public async Task Short_bodies_are_truncated_too(string? body, string length, string half)
    {
        _yes.On("GET", "/truncated/short").Respond(503, body).Truncate();
        using var client = await RawClient.ConnectAsync(_yes);
        await client.SendAsync("GET /truncated/short HTTP/1.1\r\nHost: x\r\n\r\n");

        var reply = await client.ReadToEndAsync();
        reply.ShouldStartWith("HTTP/1.1 503 ");
        reply.ShouldContain($"\r\n{length}\r\n");
        reply.ShouldEndWith($"\r\n\r\n{half}");
    }

    [Fact]
    public async Task HttpClient_says_that_a_truncated_reply_ended_early()
    {
        _yes.On("GET", "/truncated/client").Truncate();
        using var client = Clients.Http(_yes);

        (await Should.ThrowAsync<HttpRequestException>(client.GetAsync("/truncated/client"))).Causes()
            .OfType<HttpIOException>().First().HttpRequestError.ShouldBe(HttpRequestError.ResponseEnded);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Curl_gets_half_of_a_truncated_reply(bool secure)
    {
        _yes.On("GET", "/truncated/half").Respond(200, new string('x', 100_000)).Truncate();
        var (exitCode, output) = await Curl.RunAsync(
            secure ? _yes.SecureEnvironment("URL") : [], "--http1.1", $"{(secure ? _yes.SecureBaseUrl : _yes.BaseUrl)}truncated/half");

        exitCode.ShouldBe(18); // CURLE_PARTIAL_FILE
        output.ShouldStartWith(new string('x', 50_000) + "curl: ");
    }

    [Fact]
    public async Task Over_HTTP_2_half_of_a_truncated_reply_comes_before_the_reset()
    {
        var body = new byte[60_000];
        Array.Fill(body, (byte)'\xee');
        _yes.On("GET", "/").Respond(200, body, "image/png").Truncate();
        using var client = await RawClient.ConnectAsync(_yes);
        await client.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        await client.SendAsync("\0\0\0\x4\0\0\0\0\0"); // SETTINGS, empty
        await client.SendAsync("\0\0\x6\x1\x5\0\0\0\x1\x82\x84\x86\x41\x1x"); // HEADERS: GET / of http://x

        var reply = await client.ReadUntilAsync("\0\0\x4\x3\0\0\0\0\x1\0\0\0\x2"); // RST_STREAM, INTERNAL_ERROR
        reply[reply.IndexOf("\xee\xee\xee\xee", StringComparison.Ordinal)..].Count(character => character == '\xee').ShouldBe(30_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Curl_sees_the_reset_of_a_truncated_reply(bool secure)
    {
        _yes.On("GET", "/truncated/2").Truncate();
        var (exitCode, output) = await Curl.RunAsync(
            secure ? _yes.SecureEnvironment("URL") : [],
            secure ? "--http2" : "--http2-prior-knowledge",
            $"{(secure ? _yes.SecureBaseUrl : _yes.BaseUrl)}truncated/2");

        output.ShouldContain("INTERNAL_ERROR (err 2)");
        exitCode.ShouldBe(92); // CURLE_HTTP2_STREAM
    }

    [Fact]
    public async Task What_has_no_body_cannot_be_truncated()
    {
        _yes.On("HEAD", "/truncated/head").Truncate();
        using var client = Clients.Http(_yes);
        using var head = await client.SendAsync("HEAD", "/truncated/head");

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_request_hangs_until_its_client_gives_up(int version)
    {
        _yes.On("GET", "/hang").Hang();
        using var client = Clients.Http(_yes, version: version);
        client.Timeout = TimeSpan.FromSeconds(0.5);

        await Should.ThrowAsync<TaskCanceledException>(client.GetAsync("/hang"));
        (await client.GetStringAsync("/after")).ShouldBe("{}");
    }

    [Fact]
    public async Task A_delay_comes_before_a_reply()
    {
        _yes.On("GET", "/late").Delay(TimeSpan.FromSeconds(0.3)).Respond(503, "busy", "text/plain");
        using var client = Clients.Http(_yes);
        var clock = Stopwatch.StartNew();
        using var response = await client.GetAsync("/late");

        clock.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(0.29));
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldBe("busy");
    }

    [Fact]
    public async Task A_delay_comes_before_a_reset()
    {
        _yes.On("GET", "/late/reset").Reset().Delay(TimeSpan.FromSeconds(0.3));
        using var client = await RawClient.ConnectAsync(_yes);
        var clock = Stopwatch.StartNew();
        await client.SendAsync("GET /late/reset HTTP/1.1\r\nHost: x\r\n\r\n");

        (await Should.ThrowAsync<SocketException>(client.ReadToEndAsync())).SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
        clock.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(0.29));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_body_dribbles(int version)
    {
        _yes.On("GET", "/dribble").Respond(200, "0123456789").Dribble(3, TimeSpan.FromSeconds(0.1));
        using var client = Clients.Http(_yes, version: version);
        var clock = Stopwatch.StartNew();
        using var response = await client.GetAsync("/dribble", HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentLength.ShouldBe(10);

        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[100];
        var first = await body.ReadAsync(buffer);
        first.ShouldBeInRange(1, 9);
        var rest = await new StreamReader(body).ReadToEndAsync();
        clock.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(0.39));
        (Encoding.UTF8.GetString(buffer, 0, first) + rest).ShouldBe("0123456789");
    }

    [Fact]
    public async Task A_refused_method_is_read_to_the_end_before_its_reply()
    {
        _yes.On("PUT", "/big").Respond(413);
        using var client = Clients.Http(_yes);
        using var response = await client.SendAsync("PUT", "/big", new ByteArrayContent(new byte[5_000_000]));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        _yes.ShouldHaveReceived("PUT", "/big").Single().BodyLength.ShouldBe(5_000_000);
    }
}
