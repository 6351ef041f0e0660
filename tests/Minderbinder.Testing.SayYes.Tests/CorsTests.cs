using System.Net;

namespace Minderbinder.Testing.SayYes.Tests;

/// <summary>What a browser demands before it lets a page see an answer (Fetch, 3.2).</summary>
public class CorsTests(SayYesFixture fixture) : IClassFixture<SayYesFixture>
{
    private const string Origin = "https://shop.example:8443";

    private readonly SayYesServer _yes = fixture.Server;

    [Fact]
    public async Task A_preflight_is_granted_what_it_asks_for()
    {
        using var response = await PreflightAsync("/preflight");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(response, "Access-Control-Allow-Origin").ShouldBe(Origin);
        Header(response, "Access-Control-Allow-Credentials").ShouldBe("true");
        Header(response, "Access-Control-Allow-Methods").ShouldBe("PURGE");
        Header(response, "Access-Control-Allow-Headers").ShouldBe("authorization,x-tenant");
        Header(response, "Vary").ShouldBe("Origin");
    }

    [Theory]
    [InlineData("null")]
    [InlineData(Origin)]
    public async Task Any_origin_may_see_the_answer(string origin)
    {
        using var client = Clients.Http(_yes);
        using var response = await client.SendAsync("GET", "/cors", null, ("Origin", origin));

        Header(response, "Access-Control-Allow-Origin").ShouldBe(origin);
        Header(response, "Access-Control-Allow-Credentials").ShouldBe("true");
    }

    [Fact]
    public async Task An_answer_of_a_rule_can_be_seen_with_its_headers()
    {
        _yes.On("GET", "/cors/rule").Respond(402, headers: [new("X-Reason", "poor")]);
        using var client = Clients.Http(_yes);
        using var response = await client.SendAsync("GET", "/cors/rule", null, ("Origin", Origin));

        response.StatusCode.ShouldBe(HttpStatusCode.PaymentRequired);
        Header(response, "Access-Control-Allow-Origin").ShouldBe(Origin);
        Header(response, "Access-Control-Expose-Headers").ShouldBe("X-Reason");
    }

    [Fact]
    public async Task A_rule_for_any_method_leaves_preflights_alone_and_one_for_Options_does_not()
    {
        _yes.On("*", "/cors/any").Respond(500);
        using (var response = await PreflightAsync("/cors/any"))
            response.StatusCode.ShouldBe(HttpStatusCode.OK);

        _yes.On("OPTIONS", "/cors/any").Respond(403);
        using (var response = await PreflightAsync("/cors/any"))
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<HttpResponseMessage> PreflightAsync(string path)
    {
        using var client = Clients.Http(_yes);
        return await client.SendAsync(
            "OPTIONS",
            path,
            null,
            ("Origin", Origin),
            ("Access-Control-Request-Method", "PURGE"),
            ("Access-Control-Request-Headers", "authorization,x-tenant"));
    }

    private static string Header(HttpResponseMessage response, string name) => string.Join(",", response.Headers.GetValues(name));
}
