using System.Net;
using Minderbinder.Testing;
using NUnit.Framework;
using OrderService.Tests;

namespace OrderService.NUnitTests;

/// <summary>The same test for each kind of trouble in the folder disk-trouble, with one service for all of them.</summary>
public class DiskTests
{
    private readonly RunningService _service = new();

    /// <summary>The first order takes longest, as all its code is compiled. No test is about that.</summary>
    [OneTimeSetUp]
    public async Task StartAsync()
    {
        await _service.StartAsync();
        using var answer = await _service.OrderAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _service.DisposeAsync();

    [SetUp]
    public void ForgetPayments() => _service.Payments.Clear();

    [FailureConfigData("disk-trouble")]
    public async Task An_order_that_cannot_be_stored_costs_nothing(FailureCase trouble)
    {
        using var refused = await _service.OrderAsync();

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable), trouble.Name);
        _service.Payments.ShouldNotHaveReceived("POST", "/charges");
    }

    /// <summary>When NUnit comes here, the scope of the test is closed.</summary>
    [TearDown]
    public async Task And_the_next_one_is_taken()
    {
        using var taken = await _service.OrderAsync();
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }
}
