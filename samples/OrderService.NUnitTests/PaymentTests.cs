using System.Net;
using System.Net.Http.Json;
using Minderbinder.Testing;
using Minderbinder.Testing.SayYes;
using NUnit.Framework;

namespace OrderService.NUnitTests;

/// <summary>
/// A broken line to the payment API. Each test starts a service of its own, inside its scope. Attributes take constants only, so the payment server
/// has a port of its own; <see cref="SayYesFixture"/> is the server for all tests of the class.
/// </summary>
public class PaymentTests() : SayYesFixture(new SayYesOptions { Port = PaymentsPort })
{
    private const int PaymentsPort = 18081;
    private const string PaymentsUrl = "Downstream__payments__BaseUrl=http://127.0.0.1:18081";
    private const string PaymentsTimeout = "Downstream__payments__TimeoutSeconds";
    private const string Database = "Orders__Database=/tmp/payment-tests.db";
    private const string Audit = "Audit__Folder=/tmp/payment-tests";
    private const string Health = "http://127.0.0.1:0/health";
    private const int HealthTimeoutMs = 300_000;

    [SetUp]
    public void ForgetPayments() => Server.Clear();

    [Test]
    [InjectFailure("connect", Errno.ECONNREFUSED, Port = PaymentsPort, Times = 2)]
    [LaunchProcess(
        "dotnet",
        "OrderService.dll",
        ReadyUrl = Health,
        ReadyTimeoutMs = HealthTimeoutMs,
        Environment = [PaymentsUrl, Database, Audit, PaymentsTimeout + "=30"])]
    public async Task A_payment_is_tried_three_times()
    {
        using var answer = await OrderAsync();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Server.ShouldHaveReceived("POST", "/charges", times: 1);
    }

    [Test]
    [InjectPacketFailure(PacketAction.Drop, ToPort = PaymentsPort)]
    [LaunchProcess(
        "dotnet",
        "OrderService.dll",
        ReadyUrl = Health,
        ReadyTimeoutMs = HealthTimeoutMs,
        Environment = [PaymentsUrl, Database, Audit, PaymentsTimeout + "=2"])]
    public async Task An_order_fails_when_payments_cannot_be_reached()
    {
        using var answer = await OrderAsync();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
        Server.ShouldNotHaveReceived("POST", "/charges");
    }

    private static async Task<HttpResponseMessage> OrderAsync()
    {
        using var customer = new HttpClient { BaseAddress = FailureScope.Required.Process.BaseUrl };
        return await customer.PostAsJsonAsync("orders", new { article = "bolt", quantity = 3 });
    }
}
