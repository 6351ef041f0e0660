using System.Diagnostics;
using Minderbinder.Testing;
using Minderbinder.Testing.SayYes;

namespace Snippets;

public class SayYes
{
    [Fact]
    public async Task Start()
    {
        #region say-yes-server: start
        await using var yes = await SayYesServer.StartAsync();

        using var shop = Process.Start(new ProcessStartInfo("sh", ["-c", "curl -s -d amount=42 $Downstream__payments__BaseUrl/pay"])
            .WithEnvironment(yes.Environment("Downstream__{name}__BaseUrl", "payments", "stock")));

        var payment = await yes.WaitForRequestAsync("POST", "/pay");
        Assert.Equal("amount=42", payment.BodyText);
        #endregion
    }

    #region say-yes-server: attribute
    [Fact]
    [SayYes("payments", Variable = "Downstream__{name}__BaseUrl")]
    [LaunchProcess("sh", "-c", "curl -s -d amount=42 $Downstream__payments__BaseUrl/pay; sleep 60")]
    public async Task The_payment_is_made()
    {
        var payments = FailureScope.Required.SayYesServer("payments");

        await payments.WaitForRequestAsync("POST", "/pay");
    }
    #endregion

    [Fact]
    public async Task Package()
    {
        #region readme: say yes
        await using var yes = await SayYesServer.StartAsync();
        yes.On("POST", "/charges").Respond(503).Times(2); // the first two fail, then it is yes again

        using var shop = Process.Start(new ProcessStartInfo("curl", ["--silent", "--data", "amount=42", $"{yes.BaseUrl}charges"]));

        await yes.WaitForRequestAsync("POST", "/charges");
        #endregion
    }

    [Fact]
    public async Task Rules()
    {
        await using var yes = await SayYesServer.StartAsync();
        using var client = new HttpClient { BaseAddress = yes.BaseUrl };

        #region say-yes-server: rules
        yes.On("POST", "/pay").Respond(402, """{"reason":"no money"}""");
        yes.On("*", "/stock/*").Respond(503).Delay(TimeSpan.FromSeconds(2)).Times(2); // the first two fail, then it is yes again
        yes.On("GET", "/prices").Reset();
        #endregion

        Assert.Equal(402, (int)(await client.PostAsync("/pay", null)).StatusCode);
        Assert.Equal(503, (int)(await client.GetAsync("/stock/1")).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/prices"));
    }

    [Fact]
    public async Task Matching()
    {
        await using var yes = await SayYesServer.StartAsync();
        using var client = yes.CreateClient();

        #region say-yes-server: matching
        yes.On("POST", "/pay").WithHeader("X-Tenant", "acme-*").Respond(403);
        yes.On("GET", "/prices").WithQuery("currency", "eur").RespondJson(new { Bolt = 0.12 });
        yes.On("POST", "/pay").WithBody("*\"amount\":0*").Respond(400);
        yes.On("POST", "/pay").When(request => request.BodyLength > 1_000_000).Respond(413);
        #endregion

        Assert.Equal("""{"bolt":0.12}""", await client.GetStringAsync("/prices?currency=eur"));
    }

    [Fact]
    public async Task FromWireMock()
    {
        #region coming-from-wiremock: a stub
        await using var yes = await SayYesServer.StartAsync();
        yes.On("POST", "/pay").WithHeader("X-Tenant", "acme*").WithBody("*\"currency\":\"eur\"*")
            .Respond(503)
            .Then().RespondWith(request => SayYesReply.Json(new { Paid = true, Tenant = request.Headers["X-Tenant"] }, 201));
        #endregion

        Assert.Equal("{}", await yes.CreateClient().GetStringAsync("/"));
    }

    [Fact]
    public async Task FirstRequest()
    {
        #region say-yes-server: first request
        await using var yes = await SayYesServer.StartAsync(new SayYesOptions
        {
            Configure = server => server.On("GET", "/settings").Respond(200, """{"currency":"eur"}"""),
        });
        #endregion

        using var client = new HttpClient();
        Assert.Equal("""{"currency":"eur"}""", await client.GetStringAsync($"{yes.BaseUrl}settings"));
    }

    [Fact]
    public async Task GrpcStatus()
    {
        await using var yes = await SayYesServer.StartAsync();

        #region say-yes-server: gRPC status
        yes.On("POST", "/shop.Payments/Pay").RespondGrpc(8, "no money"); // RESOURCE_EXHAUSTED
        yes.On("GET", "/stock").Respond(503).ThenRespond(503).Then().Reset().Then(); // twice 503, then a reset, then yes
        #endregion

        using var client = new HttpClient();
        using var response = await client.PostAsync($"{yes.BaseUrl}shop.Payments/Pay", null);
        Assert.Equal(["8"], response.Headers.GetValues("grpc-status"));
    }

    [Fact]
    public async Task Requests()
    {
        await using var yes = await SayYesServer.StartAsync();
        using var client = new HttpClient { BaseAddress = yes.BaseUrl };
        await client.PostAsync("/pay", new StringContent("12345"));

        #region say-yes-server: requests
        yes.ShouldHaveReceived("POST", "/pay");
        yes.ShouldHaveReceived("POST", "/pay", times: 1);
        yes.ShouldNotHaveReceived("DELETE", "*");
        #endregion
    }

    [Fact]
    public async Task Tls()
    {
        await using var yes = await SayYesServer.StartAsync();

        #region say-yes-server: TLS
        var curl = new ProcessStartInfo("sh", ["-c", "curl -s $PAYMENTS_URL/pay"]).WithEnvironment(yes.SecureEnvironment("PAYMENTS_URL"));
        curl.Environment.Remove("CURL_CA_BUNDLE"); // for curl these take precedence over SSL_CERT_FILE
        curl.Environment.Remove("SSL_CERT_DIR");
        #endregion

        using var process = Process.Start(curl)!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    #region say-yes-server: xUnit
    public class PaymentTests : IClassFixture<SayYesFixture>
    {
        private readonly SayYesServer _yes;

        public PaymentTests(SayYesFixture fixture)
        {
            _yes = fixture.Server;
            _yes.Clear(); // what the test before left: its rules and its requests
        }

        [Fact]
        public async Task A_refused_payment()
        {
            _yes.On("POST", "/pay").Respond(402);

            using var client = new HttpClient();
            using var response = await client.PostAsync($"{_yes.BaseUrl}pay", null);
            Assert.Equal(402, (int)response.StatusCode);
        }
    }
    #endregion
}
