namespace Minderbinder.Testing.SayYes.Tests;

/// <summary>Rules that look at more than the method and the path.</summary>
public sealed class MatchingTests : IAsyncLifetime
{
    private SayYesServer _yes = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _yes = await SayYesServer.StartAsync();
        _client = _yes.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _yes.DisposeAsync();
    }

    [Fact]
    public async Task By_header()
    {
        _yes.On("*", "*").WithHeader("X-Tenant", "acme-*").Respond(409);

        (await StatusAsync("GET", "/", headers: [("x-tenant", "acme-1")])).ShouldBe(409);
        (await StatusAsync("GET", "/", headers: [("x-tenant", "umbrella")])).ShouldBe(200);
        (await StatusAsync("GET", "/")).ShouldBe(200);
    }

    [Theory]
    [InlineData("/prices?currency=eur&day=1", 404)]
    [InlineData("/prices?day=1&currency=%65ur", 404)]
    [InlineData("/prices?currency=usd", 200)]
    [InlineData("/prices?Currency=eur", 200)]
    [InlineData("/prices", 200)]
    public async Task By_query(string path, int status)
    {
        _yes.On("GET", "/prices").WithQuery("currency", "eur").Respond(404);
        (await StatusAsync("GET", path)).ShouldBe(status);
    }

    [Fact]
    public async Task By_body()
    {
        _yes.On("POST", "/pay").WithBody("*\"currency\":\"eur\"*").Respond(402);

        (await StatusAsync("POST", "/pay", """{"amount":3,"currency":"eur"}""")).ShouldBe(402);
        (await StatusAsync("POST", "/pay", """{"amount":3,"currency":"usd"}""")).ShouldBe(200);
        _yes.ShouldHaveReceived("POST", "/pay", times: 2)[0].BodyText.ShouldContain("eur");
    }

    [Fact]
    public async Task By_anything_and_all_at_once()
    {
        _yes.On("POST", "/pay").When(request => request.BodyLength > 3).WithHeader("x-try", "1").Respond(413);

        (await StatusAsync("POST", "/pay", "four", ("x-try", "1"))).ShouldBe(413);
        (await StatusAsync("POST", "/pay", "two", ("x-try", "1"))).ShouldBe(200);
        (await StatusAsync("POST", "/pay", "four", ("x-try", "2"))).ShouldBe(200);
    }

    [Fact]
    public async Task A_request_that_is_not_meant_is_not_counted()
    {
        using var rule = _yes.On("POST", "/pay").WithBody("no").Respond(402).Times(1);

        (await StatusAsync("POST", "/pay", "yes")).ShouldBe(200);
        rule.Taken.ShouldBe(0);
        (await StatusAsync("POST", "/pay", "no")).ShouldBe(402);
        rule.Taken.ShouldBe(1);
    }

    [Fact]
    public void What_can_match_nothing_is_refused() =>
        Should.Throw<ArgumentException>(() => _yes.On("GET", "/").WithHeader("no name")).Message
            .ShouldStartWith("'no name' is not the name of a header.");

    private async Task<int> StatusAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var content = body is null ? null : new StringContent(body);
        using var response = await _client.SendAsync(method, path, content, headers);
        return (int)response.StatusCode;
    }
}
