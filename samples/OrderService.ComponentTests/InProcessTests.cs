using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Minderbinder.Testing;
using Minderbinder.Testing.SayYes;
using Xunit;

namespace OrderService.ComponentTests;

/// <summary>
/// The service inside the test process, as <see cref="WebApplicationFactory{T}"/> starts it. Failures are then for the test process itself, on the
/// threads that work for the test.
/// </summary>
public sealed class InProcessTests : IDisposable
{
    /// <summary>For what takes a second here, and a minute on an emulated machine that is busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orders-");
    private readonly SayYesFixture _payments = new();
    private readonly WebApplicationFactory<Program> _factory;
    private readonly HttpClient _customer;

    public InProcessTests()
    {
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("Orders:Database", Path.Combine(_folder.FullName, "orders.db"))
            .UseSetting("Audit:Folder", Path.Combine(_folder.FullName, "audit"))
            .UseSetting("Downstream:payments:BaseUrl", _payments.Server.BaseUrl.AbsoluteUri)
            .UseSetting("Downstream:payments:TimeoutSeconds", $"{Patience.TotalSeconds}"));
        // Without it a request would leave the flow of the test, and its failures would reach nothing.
        _factory.Server.PreserveExecutionContext = true;
        _customer = _factory.CreateClient();
        _customer.Timeout = Patience;
    }

    [Fact]
    public async Task An_order_is_paid_once()
    {
        using var answer = await OrderAsync();

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        _payments.Server.ShouldHaveReceived("POST", "/charges", times: 1);
    }

    [Fact]
    [InjectFailure("pwrite64", Errno.ENOSPC, Self = true, Path = "orders.db*")]
    public async Task A_full_disk_costs_nobody_anything()
    {
        using var answer = await OrderAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        _payments.Server.ShouldNotHaveReceived("POST", "/charges");
    }

    public void Dispose()
    {
        _customer.Dispose();
        _factory.Dispose();
        _payments.Dispose();
        _folder.Delete(recursive: true);
    }

    private Task<HttpResponseMessage> OrderAsync() => _customer.PostAsJsonAsync("orders", new { article = "bolt", quantity = 3 });
}
