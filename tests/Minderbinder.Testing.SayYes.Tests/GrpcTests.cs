using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;

namespace Minderbinder.Testing.SayYes.Tests;

public class GrpcTests(SayYesFixture fixture) : IClassFixture<SayYesFixture>
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private readonly SayYesServer _yes = fixture.Server;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_unary_call(bool secure)
    {
        using var channel = Channel(secure);
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(Method(MethodType.Unary, $"Pay{secure}"), null, default, [1, 2, 3]);

        (await call).ShouldBeEmpty();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        var request = _yes.ShouldHaveReceived("POST", $"/shop.Shop/Pay{secure}", 1).Single();
        request.Body.ToArray().ShouldBe([0, 0, 0, 0, 3, 1, 2, 3]);
    }

    [Fact]
    public async Task A_client_that_streams()
    {
        using var channel = Channel();
        using var call = channel.CreateCallInvoker().AsyncClientStreamingCall(Method(MethodType.ClientStreaming, "Upload"), null, default);
        for (var i = 0; i < 10; i++)
            await call.RequestStream.WriteAsync(new byte[100]);
        await call.RequestStream.CompleteAsync();

        (await call).ShouldBeEmpty();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        _yes.ShouldHaveReceived("POST", "/shop.Shop/Upload").Single().BodyLength.ShouldBe(10 * 105);
    }

    [Fact]
    public async Task A_stream_from_the_server_is_one_message_long()
    {
        using var channel = Channel();
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(Method(MethodType.ServerStreaming, "List"), null, default, []);

        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        call.ResponseStream.Current.ShouldBeEmpty();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task Streams_both_ways_begin_with_the_answers_head()
    {
        using var channel = Channel();
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Method(MethodType.DuplexStreaming, "Chat"), null, default);

        await call.ResponseHeadersAsync.WaitAsync(TimeSpan.FromSeconds(60));
        await call.RequestStream.WriteAsync([1]);
        await call.RequestStream.WriteAsync([2]);
        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        _yes.ShouldHaveReceived("POST", "/shop.Shop/Chat").Single().BodyLength.ShouldBe(12);
    }

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task A_call_from_a_browser(GrpcWebMode mode)
    {
        using var channel = GrpcChannel.ForAddress(_yes.BaseUrl, new() { HttpHandler = new GrpcWebHandler(mode, Clients.Handler(_yes)) });
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(Method(MethodType.Unary, $"{mode}"), null, default, []);

        (await call).ShouldBeEmpty();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        _yes.ShouldHaveReceived("POST", $"/shop.Shop/{mode}").Single().Headers["Content-Type"].ShouldStartWith("application/grpc-web");
    }

    [Fact]
    public async Task A_rule_can_give_any_status()
    {
        _yes.On("POST", "/shop.Shop/Poor").Respond(
            200, contentType: "application/grpc", headers: [new("grpc-status", "8"), new("grpc-message", "no money")]);

        var status = await FailAsync("Poor");
        status.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        status.Detail.ShouldBe("no money");
    }

    [Fact]
    public async Task A_status_of_HTTP_is_one_of_gRPC()
    {
        _yes.On("POST", "/shop.Shop/Busy").Respond(503);

        (await FailAsync("Busy")).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task A_reset_breaks_one_call_and_no_other()
    {
        _yes.On("POST", "/shop.Shop/Reset").Reset();
        _yes.On("POST", "/shop.Shop/Slow").Delay(TimeSpan.FromSeconds(0.5));
        using var channel = Channel();
        using var other = channel.CreateCallInvoker().AsyncUnaryCall(Method(MethodType.Unary, "Slow"), null, default, []);

        (await FailAsync("Reset", channel)).StatusCode.ShouldBe(StatusCode.Internal);
        (await other).ShouldBeEmpty();
        other.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task A_truncated_message_is_an_error()
    {
        _yes.On("POST", "/shop.Shop/Half").Truncate();

        (await FailAsync("Half")).StatusCode.ShouldBe(StatusCode.Internal);
    }

    private async Task<Status> FailAsync(string method, GrpcChannel? channel = null)
    {
        using var own = channel is null ? Channel() : null;
        using var call = (channel ?? own!).CreateCallInvoker().AsyncUnaryCall(Method(MethodType.Unary, method), null, default, []);
        return (await Should.ThrowAsync<RpcException>(call.ResponseAsync)).Status;
    }

    private GrpcChannel Channel(bool secure = false) =>
        GrpcChannel.ForAddress(secure ? _yes.SecureBaseUrl : _yes.BaseUrl, new() { HttpHandler = Clients.Handler(_yes), DisposeHttpClient = true });

    private static Method<byte[], byte[]> Method(MethodType type, string name) => new(type, "shop.Shop", name, Bytes, Bytes);
}
