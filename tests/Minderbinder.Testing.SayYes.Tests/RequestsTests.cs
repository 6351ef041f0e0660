namespace Minderbinder.Testing.SayYes.Tests;

public sealed class RequestsTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.25);

    private SayYesServer _yes = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _yes = await SayYesServer.StartAsync(new() { BodyBytesKept = 10, RequestsKept = 3 });
        _client = Clients.Http(_yes);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _yes.DisposeAsync();
    }

    [Fact]
    public async Task A_request_is_noted_with_all_there_is_to_know()
    {
        var before = DateTimeOffset.UtcNow;
        using var response = await _client.SendAsync(
            "PATCH", "/note%20this?a=1&a=%2F", new StringContent("ü"), ("X-Many", "1"), ("X-Many", "2"), ("Authorization", "Bearer token"));

        var request = _yes.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("PATCH");
        request.Path.ShouldBe("/note this");
        request.Query.ShouldBe("?a=1&a=%2F");
        request.Protocol.ShouldBe("HTTP/1.1");
        request.Headers["authorization"].ShouldBe("Bearer token");
        request.Headers["X-MANY"].ShouldBe("1, 2");
        request.BodyText.ShouldBe("ü");
        request.BodyLength.ShouldBe(2);
        request.IsComplete.ShouldBeTrue();
        request.ReceivedAt.ShouldBeInRange(before, DateTimeOffset.UtcNow);
        request.ToString().ShouldBe("PATCH /note this?a=1&a=%2F, 2 bytes");
    }

    [Fact]
    public async Task A_long_body_is_counted_and_its_beginning_kept()
    {
        using var response = await _client.SendAsync("PUT", "/long", new StringContent("0123456789abcdef"));

        var request = _yes.Requests.ShouldHaveSingleItem();
        request.BodyText.ShouldBe("0123456789");
        request.BodyLength.ShouldBe(16);
    }

    [Fact]
    public async Task The_last_requests_are_kept_and_the_others_counted()
    {
        await GetAsync("/1", "/2", "/3", "/4", "/5");

        _yes.Requests.Select(request => request.Path).ShouldBe(["/3", "/4", "/5"]);
        _yes.DroppedRequests.ShouldBe(2);
        _yes.Clear();
        _yes.DroppedRequests.ShouldBe(0);
    }

    [Fact]
    public async Task A_wait_ends_when_the_request_comes()
    {
        var one = _yes.WaitForRequestAsync("POST", "/pay");
        var three = _yes.WaitForRequestsAsync("*", "/pay*", 3);
        one.IsCompleted.ShouldBeFalse();

        await GetAsync("/other", "/pay/1");
        one.IsCompleted.ShouldBeFalse();
        using (await _client.SendAsync("POST", "/pay", new StringContent("body")))
            (await one).BodyText.ShouldBe("body");
        three.IsCompleted.ShouldBeFalse();
        await GetAsync("/pay/2");
        (await three).Select(request => request.Path).ShouldBe(["/pay/1", "/pay", "/pay/2"]);
    }

    [Fact]
    public async Task A_request_that_came_before_the_wait_counts()
    {
        await GetAsync("/before");

        (await _yes.WaitForRequestAsync("GET", "/before", TimeSpan.Zero)).Path.ShouldBe("/before");
    }

    [Fact]
    public async Task A_wait_in_vain_tells_what_came()
    {
        await GetAsync("/pay?a=b", "/stock");
        using (await _client.SendAsync("POST", "/pay", new StringContent("12345")))
            (await Should.ThrowAsync<RequestExpectationException>(_yes.WaitForRequestsAsync("post", "/pay", 2, Short))).Message.ShouldBe(
                """
                Timed out after 0.25 s waiting for 2 requests POST /pay: 1 came.
                What came:
                  GET /pay?a=b
                  GET /stock
                  POST /pay, 5 bytes
                """);
    }

    [Fact]
    public async Task A_wait_may_be_for_more_than_is_kept()
    {
        var wait = _yes.WaitForRequestsAsync("GET", "/many", 10, Timeout.InfiniteTimeSpan);
        await GetAsync([.. Enumerable.Repeat("/many", 10)]);

        (await wait).Count.ShouldBe(10);
        _yes.DroppedRequests.ShouldBe(7);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource(Short);

        await Should.ThrowAsync<OperationCanceledException>(_yes.WaitForRequestAsync("GET", "/", null, cancellation.Token));
    }

    [Fact]
    public async Task What_was_received_is_returned()
    {
        await GetAsync("/a", "/b", "/a");

        _yes.ShouldHaveReceived("GET", "/a").Count.ShouldBe(2);
        _yes.ShouldHaveReceived("GET", "/a", 2).Count.ShouldBe(2);
        _yes.ShouldHaveReceived("*", "/*", 3).Count.ShouldBe(3);
        _yes.ShouldNotHaveReceived("POST", "/a");
    }

    [Fact]
    public async Task What_was_not_received_is_an_error_that_tells_what_was()
    {
        Message(() => _yes.ShouldHaveReceived("GET", "/a")).ShouldBe("Expected at least one request GET /a: 0 came.\nNothing has come at all.");

        await GetAsync("/a", "/b", "/a");
        Message(() => _yes.ShouldHaveReceived("GET", "/a", 1)).ShouldBe(
            """
            Expected 1 request GET /a: 2 came.
            What came:
              GET /a
              GET /b
              GET /a
            """);
        Message(() => _yes.ShouldNotHaveReceived("*", "/b")).ShouldStartWith("Expected 0 requests * /b: 1 came.\n");
        Should.Throw<RequestExpectationException>(() => _yes.ShouldHaveReceived("POST", "/a")).Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Nobody_can_count_what_was_dropped()
    {
        await GetAsync("/a", "/b", "/b", "/b");

        _yes.ShouldHaveReceived("GET", "/b");
        const string Dropped = "What came:\n  (1 request before these dropped; raise SayYesOptions.RequestsKept to keep more)\n  GET /b\n";
        Message(() => _yes.ShouldHaveReceived("GET", "/b", 3)).ShouldStartWith("Expected 3 requests GET /b: 3 came.\n" + Dropped);
        Message(() => _yes.ShouldNotHaveReceived("GET", "/c")).ShouldStartWith("Expected 0 requests GET /c: 0 came.\n" + Dropped);
    }

    [Fact]
    public async Task A_long_list_is_cut_short()
    {
        await using var yes = await SayYesServer.StartAsync();
        using var client = Clients.Http(yes);
        for (var i = 0; i < 30; i++)
            await client.GetStringAsync($"/{i}");

        var lines = Message(() => yes.ShouldHaveReceived("GET", "/x")).Split('\n');
        lines.Take(4).ShouldBe(["Expected at least one request GET /x: 0 came.", "What came:", "  (5 more in SayYesServer.Requests)", "  GET /5"]);
        lines[^1].ShouldBe("  GET /29");
    }

    private async Task GetAsync(params string[] paths)
    {
        foreach (var path in paths)
            await _client.GetStringAsync(path);
    }

    private static string Message(Action act) => Should.Throw<RequestExpectationException>(act).Message;
}
