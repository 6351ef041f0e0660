using System.Diagnostics;
using System.Net;
using Grpc.Core;
using Grpc.Net.Client;

namespace Minderbinder.Testing.SayYes.Tests;

/// <summary>Replies that differ from request to request.</summary>
public sealed class ReplyTests : IAsyncLifetime
{
    private SayYesServer _yes = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _yes = await SayYesServer.StartAsync(new SayYesOptions { Seed = 7 });
        _client = _yes.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _yes.DisposeAsync();
    }

    [Fact]
    public async Task A_sequence_ends_with_its_last_step()
    {
        _yes.On("GET", "/stock").Respond(503).ThenRespond(200, "[]").Then().Respond(404);
        (await StatusesAsync(4)).ShouldBe([503, 200, 404, 404]);
    }

    [Fact]
    public async Task A_sequence_can_end_with_a_yes()
    {
        _yes.On("GET", "/stock").Respond(503).Then();
        (await StatusesAsync(3)).ShouldBe([503, 200, 200]);
    }

    [Fact]
    public async Task A_callback_builds_the_reply()
    {
        _yes.On("POST", "/pay").RespondWith(request => SayYesReply.Json(new { Paid = request.BodyText }, 201));
        using var response = await _client.SendAsync("POST", "/pay", new StringContent("42"));

        ((int)response.StatusCode, await response.Content.ReadAsStringAsync()).ShouldBe((201, """{"paid":"42"}"""));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task A_callback_that_throws_says_so_to_the_client()
    {
        _yes.On("GET", "/").RespondWith(_ => throw new InvalidOperationException("thrown by the test"));
        using var response = await _client.GetAsync("/");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync())
            .ShouldStartWith("The reply to GET / could not be built: System.InvalidOperationException: thrown by the test");
    }

    [Fact]
    public async Task A_gRPC_call_gets_a_status_and_a_message()
    {
        _yes.On("POST", "/shop.Shop/Pay").RespondGrpc(8, "no money: 100 %, \u00fcberall");
        using var channel = GrpcChannel.ForAddress(_yes.BaseUrl);
        var bytes = Marshallers.Create(given => given, given => given);
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(
            new Method<byte[], byte[]>(MethodType.Unary, "shop.Shop", "Pay", bytes, bytes), null, default, [1]);

        var failure = await Should.ThrowAsync<RpcException>(async () => await call);
        (failure.StatusCode, failure.Status.Detail).ShouldBe((StatusCode.ResourceExhausted, "no money: 100 %, \u00fcberall"));
    }

    [Fact]
    public async Task A_rate_follows_from_the_seed()
    {
        using (_yes.On("GET", "/stock").Respond(503).Rate(0))
            (await StatusesAsync(5)).ShouldAllBe(status => status == 200);

        _yes.Clear();
        _yes.On("GET", "/stock").Respond(503).Rate(50);
        var first = await StatusesAsync(40);
        first.Distinct().Order().ShouldBe([200, 503]);

        _yes.Clear();
        _yes.On("GET", "/stock").Respond(503).Rate(50);
        (await StatusesAsync(40)).ShouldBe(first);
    }

    [Fact]
    public async Task A_delay_is_drawn_between_two()
    {
        _yes.On("GET", "/stock").Delay(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(60));
        var began = Stopwatch.GetTimestamp();
        await StatusesAsync(1);
        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(49));
    }

    [Fact]
    public async Task It_listens_where_it_is_told_and_is_called_as_it_is_told()
    {
        await using var everywhere = await SayYesServer.StartAsync(new SayYesOptions { Address = IPAddress.Any, HostName = "host.docker.internal" });
        everywhere.BaseUrl.ToString().ShouldBe($"http://host.docker.internal:{everywhere.Port}/");
        everywhere.Environment("PAYMENTS")["PAYMENTS"].ShouldBe($"http://host.docker.internal:{everywhere.Port}");

        // An address of this machine that the other servers do not listen on.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        (await client.GetStringAsync($"http://127.0.0.2:{everywhere.Port}/")).ShouldBe("{}");
        await Should.ThrowAsync<HttpRequestException>(client.GetStringAsync($"http://127.0.0.2:{_yes.Port}/"));
    }

    [Fact]
    public void What_is_no_rate_no_status_of_gRPC_and_no_span_of_delays_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _yes.On("GET", "/").Rate(101));
        Should.Throw<ArgumentOutOfRangeException>(() => _yes.On("GET", "/").RespondGrpc(17));
        Should.Throw<ArgumentOutOfRangeException>(() => _yes.On("GET", "/").Delay(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
        Should.Throw<ArgumentException>(() => new SayYesOptions { HostName = "a b" }).Message
            .ShouldStartWith("'a b' is neither a host name nor an address");
    }

    private async Task<int[]> StatusesAsync(int count)
    {
        var statuses = new int[count];
        for (var i = 0; i < count; i++)
        {
            using var response = await _client.GetAsync("/stock");
            statuses[i] = (int)response.StatusCode;
        }

        return statuses;
    }
}
