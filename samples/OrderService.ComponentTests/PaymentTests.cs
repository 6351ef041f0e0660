using System.Net;
using Minderbinder.Testing;
using Xunit;
using static Minderbinder.Testing.FailureInjector;

namespace OrderService.ComponentTests;

/// <summary>What customers pay when the payment API does not answer.</summary>
[Collection(ServiceFixture.Name)]
public class PaymentTests
{
    private readonly ServiceFixture _service;

    public PaymentTests(ServiceFixture fixture)
    {
        _service = fixture;
        _service.Payments.Clear();
    }

    /// <summary>A bug, see README.md. No kernel is needed for it: the server says nothing to the first request, and yes to the second.</summary>
    [Fact]
    public async Task BUG_A_payment_that_times_out_is_made_again()
    {
        _service.Payments.On("POST", "/charges").Hang().Times(1);

        using var answer = await _service.OrderAsync();

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.True(_service.ChargedOrders().Count() > 1);
        Assert.Single(_service.ChargedOrders().Distinct());
    }

    /// <summary>
    /// The same bug at its worst: each request arrives, and each answer is lost. The port is known at run time only, so the failure is a record in a
    /// block instead of an attribute. MinLength leaves TCP's own packets alone: connections come up, and requests are acknowledged.
    /// </summary>
    [Fact]
    public async Task BUG_An_order_that_failed_is_paid_three_times()
    {
        var answersAreLost = new FailureConfig(
            new IncomingNetworkFailure { SourcePorts = [_service.Payments.BaseUrl.Port], MinLength = 1 });

        await WithFailureConfig(answersAreLost, async () =>
        {
            using var answer = await _service.OrderAsync();

            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
            Assert.Equal(3, _service.ChargedOrders().Count());
            Assert.Equal("failed", await _service.StatusOfAsync(_service.ChargedOrders().First()));
        });
    }
}
