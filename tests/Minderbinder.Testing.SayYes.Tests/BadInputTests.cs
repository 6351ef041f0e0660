namespace Minderbinder.Testing.SayYes.Tests;

/// <summary>Mistakes are told at once, with their remedy.</summary>
public class BadInputTests(SayYesFixture fixture) : IClassFixture<SayYesFixture>
{
    private readonly SayYesServer _yes = fixture.Server;

    [Theory]
    [InlineData("GE T", "/", "'GE T' is not an HTTP method. Give one, such as GET, or * for any.")]
    [InlineData("GET", "pay", "'pay' matches no path: it has to begin with / or *, and a scheme and a host do not belong to it.")]
    [InlineData("GET", "http://x/pay", "'http://x/pay' matches no path: it has to begin with / or *, and a scheme and a host do not belong to it.")]
    [InlineData("GET", "/pay?a=b", "'/pay?a=b' matches no path: leave out the query or fragment, which do not belong to it.")]
    public void A_pattern_that_can_match_nothing(string method, string path, string message)
    {
        Should.Throw<ArgumentException>(() => _yes.On(method, path)).Message.ShouldStartWith(message);
        Should.Throw<ArgumentException>(() => _yes.ShouldHaveReceived(method, path)).Message.ShouldStartWith(message);
    }

    public static TheoryData<string, Func<SayYesRule, SayYesRule>> BadArguments => new()
    {
        { "The status of a reply is between 200 and 599.", rule => rule.Respond(100) },
        { "The status of a reply is between 200 and 599.", rule => rule.Respond(600) },
        { "A reply with status 204 cannot have a body. Leave it out, or take another status.", rule => rule.Respond(204, "{}") },
        { "'json' is not a content type. Give one like application/json.", rule => rule.Respond(200, "{}", "json") },
        { "'X Y' is not the name of a header.", rule => rule.Respond(200, headers: [new("X Y", "1")]) },
        { "'ü' cannot be the value of the header X: only printable ASCII can.", rule => rule.Respond(200, headers: [new("X", "ü")]) },
        { "'a\r\nb' cannot be the value of the header X: only printable ASCII can.", rule => rule.Respond(200, headers: [new("X", "a\r\nb")]) },
        {
            "content-length is set by the server. Give the body and contentType instead.",
            rule => rule.Respond(200, headers: [new("content-length", "1")])
        },
        { "A pause is between 0 and 24 days.", rule => rule.Delay(TimeSpan.FromTicks(-1)) },
        { "A pause is between 0 and 24 days.", rule => rule.Dribble(1, TimeSpan.FromDays(30)) },
        { "bytes ('0') must be greater than or equal to '1'.", rule => rule.Dribble(0) },
        { "times ('0') must be greater than or equal to '1'.", rule => rule.Times(0) },
    };

    [Theory]
    [MemberData(nameof(BadArguments))]
    public void A_bad_argument(string message, Func<SayYesRule, SayYesRule> act)
    {
        using var rule = _yes.On("GET", "/");
        Should.Throw<ArgumentException>(() => act(rule)).Message.ShouldStartWith(message);
    }

    public static TheoryData<string, Func<SayYesRule, SayYesRule>> Contradictions => new()
    {
        { "A rule cannot do both: respond, and be reset. Use a rule for each.", rule => rule.Respond(500).Reset() },
        { "A rule cannot do both: respond, and be hanging. Use a rule for each.", rule => rule.Hang().Respond(500) },
        {
            "A rule cannot do both: its reply is truncated already, and cannot be dribbled too. Use a rule for each.",
            rule => rule.Truncate().Dribble()
        },
        { "A rule cannot do both: its reply is reset already, and cannot be hanging too. Use a rule for each.", rule => rule.Reset().Hang() },
        { "A reply with status 204 has no body that could be truncated.", rule => rule.Respond(204).Truncate() },
        { "A reply with status 304 has no body that could be dribbled.", rule => rule.Dribble().Respond(304) },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_contradiction(string message, Func<SayYesRule, SayYesRule> act)
    {
        using var rule = _yes.On("GET", "/");
        Should.Throw<InvalidOperationException>(() => act(rule)).Message.ShouldBe(message);
    }

    [Fact]
    public void Options_out_of_range()
    {
        Message(() => new SayYesOptions { Port = 65_536 }).ShouldStartWith("SayYesOptions.Port must be between 0 and 65535.");
        Message(() => new SayYesOptions { SecurePort = -1 }).ShouldStartWith("SayYesOptions.SecurePort must be between 0 and 65535.");
        Message(() => new SayYesOptions { BodyBytesKept = -1 }).ShouldStartWith("SayYesOptions.BodyBytesKept must be between 0 and ");
        Message(() => new SayYesOptions { RequestsKept = -1 }).ShouldStartWith("SayYesOptions.RequestsKept must be between 0 and ");
    }

    [Fact]
    public async Task Counts_out_of_range()
    {
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _yes.WaitForRequestsAsync("GET", "/", 0));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _yes.WaitForRequestAsync("GET", "/", TimeSpan.FromSeconds(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => _yes.ShouldHaveReceived("GET", "/", -1));
    }

    private static string Message(Func<object> act) => Should.Throw<ArgumentOutOfRangeException>(() => act()).Message;
}
