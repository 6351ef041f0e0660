using System.Net;
using Minderbinder.Testing;
using NUnit.Framework;
using OrderService.Tests;
using static Minderbinder.Testing.FailureInjector;

namespace OrderService.NUnitTests;

/// <summary>The same test for each kind of trouble in the folder disk-trouble, with one service for all of them.</summary>
public class DiskTests
{
    private RunningService _service = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _service = await RunningService.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _service.DisposeAsync();

    [SetUp]
    public void ForgetPayments() => _service.Payments.Clear();

    [FailureConfigData("disk-trouble")]
    public async Task An_order_that_cannot_be_stored_costs_nothing_and_the_next_one_is_taken(FailureCase trouble)
    {
        await WithFailureConfig(trouble.Config, async scope =>
        {
            await scope.JoinAsync(_service.Process);

            using var refused = await _service.OrderAsync();

            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            _service.Payments.ShouldNotHaveReceived("POST", "/charges");
        });

        using var taken = await _service.OrderAsync();
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }
}
