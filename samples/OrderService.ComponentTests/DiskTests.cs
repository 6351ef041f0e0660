using System.Net;
using Minderbinder.Testing;
using Xunit;

namespace OrderService.ComponentTests;

/// <summary>What customers see when the disk is full, or files cannot be written.</summary>
[Collection(ServiceFixture.Name)]
public class DiskTests
{
    private readonly ServiceFixture _service;

    public DiskTests(ServiceFixture fixture)
    {
        _service = fixture;
        _service.Payments.Clear();
    }

    [Fact]
    public async Task An_order_is_paid_once_and_kept()
    {
        using var answer = await _service.OrderAsync();

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var order = Assert.Single(_service.ChargedOrders());
        Assert.Equal("paid", await _service.StatusOfAsync(order));
    }

    [Fact]
    [InjectFailure("pwrite64", Errno.ENOSPC, Path = "orders.db*")]
    public async Task A_full_disk_costs_nobody_anything()
    {
        using var answer = await _service.OrderAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        _service.Payments.ShouldNotHaveReceived("POST", "/charges");
    }

    /// <summary>A bug, see README.md. Each transaction begins with a journal: the one before the payment gets it, the one after does not.</summary>
    [Fact]
    [InjectFailure("openat", Errno.ENOSPC, Path = "orders.db-journal", Skip = 1)]
    public async Task BUG_When_the_disk_is_full_after_the_payment_the_order_stays_pending_for_good()
    {
        using var answer = await _service.OrderAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var order = Assert.Single(_service.ChargedOrders());
        Assert.Equal("pending", await _service.StatusOfAsync(order));
    }

    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = "**/audit/*.log")]
    public async Task An_audit_log_that_cannot_be_written_stops_no_order()
    {
        using var answer = await _service.OrderAsync();

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var order = Assert.Single(_service.ChargedOrders());
        await _service.Process.WaitForOutputAsync($"The audit log has no line for order {order}");
        Assert.All(FailureScope.Required.GetInjections(), injection => Assert.EndsWith(".log", injection.Subject));
    }
}
