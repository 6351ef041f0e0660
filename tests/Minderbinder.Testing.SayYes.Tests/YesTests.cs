using System.Net;
using System.Text;

namespace Minderbinder.Testing.SayYes.Tests;

public class YesTests(SayYesFixture fixture) : IClassFixture<SayYesFixture>
{
    private readonly SayYesServer _yes = fixture.Server;

    [Theory]
    [InlineData("GET", 1)]
    [InlineData("POST", 1)]
    [InlineData("DELETE", 2)]
    [InlineData("PROPFIND", 1)]
    [InlineData("FROBNICATE", 2)]
    public async Task Any_method_and_path_and_body(string method, int version)
    {
        using var client = Clients.Http(_yes, version: version);
        var path = $"/any/{method}/%C3%BC/;x=1?q=%20&q=2";
        using var response = await client.SendAsync(method, path, new ByteArrayContent([0, 1, 2, 255]));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        (await response.Content.ReadAsStringAsync()).ShouldBe("{}");
        var request = _yes.ShouldHaveReceived(method, $"/any/{method}/ü/;x=1", 1).Single();
        request.Query.ShouldBe("?q=%20&q=2");
        request.Body.ToArray().ShouldBe([0, 1, 2, 255]);
    }

    [Theory]
    [InlineData(null, "application/json", "{}")]
    [InlineData("", "application/json", "{}")]
    [InlineData("*/*", "application/json", "{}")]
    [InlineData("}nonsense{", "application/json", "{}")]
    [InlineData("application/json", "application/json", "{}")]
    [InlineData("application/vnd.api+json", "application/vnd.api+json", "{}")]
    [InlineData("application/json; charset=utf-8", "application/json", "{}")]
    [InlineData("text/plain", "text/plain; charset=utf-8", "yes")]
    [InlineData("text/*", "text/plain; charset=utf-8", "yes")]
    [InlineData("application/xml", "application/xml", "<yes/>")]
    [InlineData("text/xml", "text/xml; charset=utf-8", "<yes/>")]
    [InlineData("application/soap+xml", "application/soap+xml", "<yes/>")]
    [InlineData("text/plain;q=0.5, application/xml", "application/xml", "<yes/>")]
    [InlineData("application/json;q=0.1, text/*;q=0.2", "text/plain; charset=utf-8", "yes")]
    // A browser's navigation, axios, a browser's image, event streams with JSON as well.
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8", "<!DOCTYPE html>")]
    [InlineData("application/json, text/plain, */*", "application/json", "{}")]
    [InlineData("image/avif,image/webp,*/*;q=0.8", "image/avif", "")]
    [InlineData("text/event-stream, application/json", "application/json", "{}")]
    // What the client names counts for more than what a wildcard covers, and less where it says so.
    [InlineData("*/*, text/plain", "text/plain; charset=utf-8", "yes")]
    [InlineData("*/*, application/json;q=0", "text/plain; charset=utf-8", "yes")]
    [InlineData("text/*, text/plain;q=0.3, text/html;q=0.4", "text/html; charset=utf-8", "<!DOCTYPE html>")]
    [InlineData("application/json;q=0", null, "")]
    [InlineData("*/*;q=0", null, "")]
    public async Task A_body_that_fits(string? accept, string? contentType, string body)
    {
        using var client = Clients.Http(_yes);
        using var response = await client.SendAsync("GET", "/fits", null, accept is null ? [] : [("Accept", accept)]);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.TryGetValues("Content-Type", out var types);
        types?.Single().ShouldBe(contentType);
        (types is null).ShouldBe(contentType is null);
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldStartWith(body, Case.Sensitive);
        (text.Length == 0).ShouldBe(body.Length == 0);
    }

    [Fact]
    public async Task Media_types_may_be_in_capitals()
    {
        using var client = await RawClient.ConnectAsync(_yes);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\nAccept: TEXT/PLAIN;Q=0.9, Application/Vnd.Api+Json;q=0.8\r\n\r\n");

        (await client.ReadUntilAsync("yes")).ShouldContain("\r\nContent-Type: text/plain; charset=utf-8\r\n");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Head_is_Get_without_the_body(int version)
    {
        using var client = Clients.Http(_yes, version: version);
        using var head = await client.SendAsync("HEAD", "/head");

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe(2);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        // The connection is still good: no body was left in it.
        (await client.GetStringAsync("/head")).ShouldBe("{}");
    }

    [Fact]
    public async Task Options_without_an_origin_name_methods()
    {
        using var client = Clients.Http(_yes);
        using var response = await client.SendAsync("OPTIONS", "/options");

        response.Content.Headers.Allow.ShouldBe(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
        response.Headers.ShouldNotContain(header => header.Key.StartsWith("Access-Control", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("OPTIONS * HTTP/1.1", "OPTIONS *")]
    [InlineData("GET http://shop.example/absolute?a=b HTTP/1.1", "GET /absolute?a=b")]
    [InlineData("CONNECT shop.example:443 HTTP/1.1", "CONNECT shop.example:443")]
    [InlineData("TRACE /trace HTTP/1.1", "TRACE /trace")]
    [InlineData("GET /old HTTP/1.0", "GET /old")]
    public async Task Request_targets_of_every_form(string line, string noted)
    {
        using var client = await RawClient.ConnectAsync(_yes);
        var host = line.StartsWith("CONNECT", StringComparison.Ordinal) ? "shop.example:443" : "somewhere.example";
        await client.SendAsync($"{line}\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        (await client.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 200 OK\r\n");
        _yes.Requests.Select(request => request.ToString()).ShouldContain(noted);
    }

    [Fact]
    public async Task Long_paths_and_headers()
    {
        using var client = Clients.Http(_yes);
        var path = "/" + new string('p', 100_000);
        using var response = await client.SendAsync("GET", path, null, ("X-Long", new string('h', 100_000)));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _yes.ShouldHaveReceived("GET", path).Single().Headers["x-long"].Length.ShouldBe(100_000);
    }

    [Fact]
    public async Task A_client_that_waits_for_100_continue_is_told_to_go_on()
    {
        using var client = await RawClient.ConnectAsync(_yes);
        await client.SendAsync("POST /continue HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        await client.ReadUntilAsync("HTTP/1.1 100 Continue\r\n\r\n");
        await client.SendAsync("body");
        (await client.ReadUntilAsync("{}")).ShouldStartWith("HTTP/1.1 200 OK");
    }

    [Fact]
    public async Task Chunks_are_put_together()
    {
        using var client = Clients.Http(_yes);
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 30_000))));
        using var request = new HttpRequestMessage(HttpMethod.Put, "/chunks") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var response = await client.SendAsync(request);

        var received = _yes.ShouldHaveReceived("PUT", "/chunks").Single();
        received.Headers["Transfer-Encoding"].ShouldBe("chunked");
        received.BodyText.ShouldBe(new string('x', 30_000));
    }
}
