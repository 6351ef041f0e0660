using System.Net;

namespace Minderbinder.Testing.SayYes.Tests;

public sealed class RuleTests : IAsyncLifetime
{
    private SayYesServer _yes = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _yes = await SayYesServer.StartAsync();
        _client = Clients.Http(_yes);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _yes.DisposeAsync();
    }

    [Fact]
    public async Task A_reply_has_all_that_was_given()
    {
        _yes.On("POST", "/pay").Respond(
            402, """{"owed":"ü"}""", headers: [new("X-Reason", "poor"), new("Set-Cookie", "a=1"), new("Set-Cookie", "b=2")]);
        using var response = await _client.SendAsync("POST", "/pay");

        response.StatusCode.ShouldBe(HttpStatusCode.PaymentRequired);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        response.Headers.GetValues("X-Reason").ShouldBe(["poor"]);
        response.Headers.GetValues("Set-Cookie").ShouldBe(["a=1", "b=2"]);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"owed":"ü"}""");
    }

    [Fact]
    public async Task A_body_may_be_a_value_that_is_written_as_JSON()
    {
        _yes.On("GET", "/prices").RespondJson(new { UnitPrice = 12.5, Name = "bolt" });
        _yes.On("GET", "/nothing").RespondJson(null, 404);
        using var response = await _client.SendAsync("GET", "/prices");
        using var missing = await _client.SendAsync("GET", "/nothing");

        (response.StatusCode, response.Content.Headers.ContentType!.ToString()).ShouldBe((HttpStatusCode.OK, "application/json"));
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"unitPrice":12.5,"name":"bolt"}""");
        (missing.StatusCode, await missing.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.NotFound, "null"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_has_a_client_of_its_own(bool secure)
    {
        using var client = _yes.CreateClient(secure);
        using var response = await client.GetAsync("/hello");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        client.BaseAddress!.Port.ShouldBe(secure ? _yes.SecurePort : _yes.Port);
        _yes.ShouldHaveReceived("GET", "/hello", 1);
    }

    [Fact]
    public async Task A_body_may_be_of_bytes_which_are_copied()
    {
        byte[] body = [0, 255];
        _yes.On("GET", "/picture").Respond(200, body, "image/png");
        body[0] = 1;
        using var response = await _client.GetAsync("/picture");

        response.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe([0, 255]);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "yes")]
    public async Task A_status_alone_gets_a_body_that_fits(string accept, string body)
    {
        _yes.On("GET", "/status").Respond(500);
        using var response = await _client.SendAsync("GET", "/status", null, ("Accept", accept));

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync()).ShouldBe(body);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public async Task A_status_without_a_body_has_none(int status)
    {
        _yes.On("GET", "/none").Respond(status);
        using var response = await _client.GetAsync("/none");

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_two_fail_and_then_it_is_yes_again()
    {
        var rule = _yes.On("GET", "/twice").Respond(503).Times(2);

        (await StatusesAsync("/twice", 4)).ShouldBe([503, 503, 200, 200]);
        rule.Taken.ShouldBe(2);
    }

    [Fact]
    public async Task Exactly_as_many_fail_when_they_come_at_once()
    {
        var rule = _yes.On("GET", "/race").Respond(503).Times(7);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => StatusesAsync("/race", 1)));

        statuses.Count(status => status[0] == 503).ShouldBe(7);
        rule.Taken.ShouldBe(7);
    }

    [Fact]
    public async Task The_last_rule_that_matches_decides_and_leaves_it_to_those_before()
    {
        _yes.On("*", "/*").Respond(500);
        using var second = _yes.On("GET", "/last*").Respond(502);
        _yes.On("GET", "/last").Respond(503).Times(1);
        _yes.On("POST", "/last").Respond(504);

        (await StatusesAsync("/last", 2)).ShouldBe([503, 502]);
        second.Dispose();
        second.Dispose();
        (await StatusesAsync("/last", 1)).ShouldBe([500]);
    }

    [Fact]
    public async Task A_rule_that_is_told_nothing_says_yes()
    {
        _yes.On("*", "*").Respond(500);
        _yes.On("GET", "/health");

        (await StatusesAsync("/health", 1)).ShouldBe([200]);
        (await StatusesAsync("/", 1)).ShouldBe([500]);
    }

    [Fact]
    public async Task A_rule_can_be_changed()
    {
        var rule = _yes.On("GET", "/changed").Respond(500);
        (await StatusesAsync("/changed", 1)).ShouldBe([500]);
        rule.Respond(501);
        (await StatusesAsync("/changed", 1)).ShouldBe([501]);
    }

    [Fact]
    public async Task Clear_forgets_rules_and_requests()
    {
        _yes.On("*", "*").Respond(500);
        await StatusesAsync("/", 1);
        _yes.Clear();

        _yes.Requests.ShouldBeEmpty();
        (await StatusesAsync("/", 1)).ShouldBe([200]);
    }

    [Theory]
    [InlineData("GET", "/a/b", true)]
    [InlineData("get", "/a/b", true)]
    [InlineData("POST", "/a/b", false)]
    [InlineData("*", "*", true)]
    [InlineData("GET", "/a", false)]
    [InlineData("GET", "/A/b", false)]
    [InlineData("GET", "/a/b/", false)]
    [InlineData("GET", "/a/*", true)]
    [InlineData("GET", "/*b", true)]
    [InlineData("GET", "/a/b*", true)]
    [InlineData("GET", "*/b", true)]
    [InlineData("GET", "/*/*", true)]
    [InlineData("GET", "/*/*/*", false)]
    [InlineData("GET", "/a/b*b", false)]
    [InlineData("GET", "/a*/b/c", false)]
    [InlineData("GET", "/b*", false)]
    public async Task Patterns(string method, string path, bool matches)
    {
        _yes.On(method, path).Respond(500);

        (await StatusesAsync("/a/b?query=/c", 1)).ShouldBe([matches ? 500 : 200]);
    }

    [Fact]
    public async Task A_rule_that_holds_from_the_start()
    {
        await using var yes = await SayYesServer.StartAsync(new() { Configure = server => server.On("GET", "/early").Respond(418) });
        using var client = Clients.Http(yes);

        ((int)(await client.GetAsync("/early")).StatusCode).ShouldBe(418);
        // Those of one server are no business of another.
        (await StatusesAsync("/early", 1)).ShouldBe([200]);
    }

    private async Task<int[]> StatusesAsync(string path, int requests)
    {
        var statuses = new int[requests];
        for (var i = 0; i < requests; i++)
        {
            using var response = await _client.GetAsync(path);
            statuses[i] = (int)response.StatusCode;
        }

        return statuses;
    }
}
