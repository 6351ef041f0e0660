using System.Net;

namespace Minderbinder.Testing.SayYes.Tests;

public class ProtocolTests(SayYesFixture fixture) : IClassFixture<SayYesFixture>
{
    private readonly SayYesServer _yes = fixture.Server;

    [Theory]
    [InlineData(false, 1, "HTTP/1.1")]
    [InlineData(false, 2, "HTTP/2")]
    [InlineData(true, 1, "HTTP/1.1")]
    [InlineData(true, 2, "HTTP/2")]
    public async Task HttpClient_speaks_it(bool secure, int version, string protocol)
    {
        using var client = Clients.Http(_yes, secure, version);
        var path = $"/client/{secure}/{version}";
        using var response = await client.SendAsync("POST", path, new StringContent("body"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Version.Major.ShouldBe(version);
        var request = _yes.ShouldHaveReceived("POST", path, 1).Single();
        request.Protocol.ShouldBe(protocol);
        request.BodyText.ShouldBe("body");
    }

    [Theory]
    [InlineData("--http1.1", "1.1")]
    [InlineData("--http2-prior-knowledge", "2")]
    // An upgrade that is not taken: HTTP/1.1 goes on.
    [InlineData("--http2", "1.1")]
    public async Task Curl_speaks_it_without_TLS(string option, string version)
    {
        var (exitCode, output) = await Curl.RunAsync(option, "-w", "\n%{http_version}", "-d", "x=1", $"{_yes.BaseUrl}curl{option}");

        output.ShouldBe($"{{}}\n{version}");
        exitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("--http1.1", "127.0.0.1", "1.1")]
    [InlineData("--http2", "127.0.0.1", "2")]
    [InlineData("--http2", "localhost", "2")]
    public async Task Curl_speaks_it_with_TLS_and_trusts_the_certificate(string option, string host, string version)
    {
        var (exitCode, output) = await Curl.RunAsync(
            _yes.SecureEnvironment("SHOP_URL"), option, "-w", "\n%{http_version}", $"https://{host}:{_yes.SecureBaseUrl.Port}/curl");

        output.ShouldBe($"{{}}\n{version}");
        exitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_else_trusts_the_certificate()
    {
        var (exitCode, _) = await Curl.RunAsync($"{_yes.SecureBaseUrl}untrusted");

        exitCode.ShouldBe(60); // CURLE_PEER_FAILED_VERIFICATION
        _yes.ShouldNotHaveReceived("*", "/untrusted");
    }

    [Fact]
    public async Task A_preface_in_pieces_is_one()
    {
        using var client = await RawClient.ConnectAsync(_yes);
        foreach (var piece in "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
            await client.SendAsync(piece.ToString());
        await client.SendAsync("\0\0\0\x4\0\0\0\0\0"); // SETTINGS, empty

        // The server's SETTINGS: a frame of type 4 on stream 0.
        (await client.ReadUntilAsync("\x4\0\0\0\0\0")).ShouldNotStartWith("HTTP/1.1");
    }

    [Fact]
    public async Task What_only_begins_like_a_preface_is_HTTP_1_1()
    {
        using var client = await RawClient.ConnectAsync(_yes);
        await client.SendAsync("P");
        await client.SendAsync("R");
        await client.SendAsync("INT /page HTTP/1.1\r\nHost: x\r\n\r\n");

        (await client.ReadUntilAsync("{}")).ShouldStartWith("HTTP/1.1 200 OK");
        _yes.ShouldHaveReceived("PRINT", "/page");
    }
}
