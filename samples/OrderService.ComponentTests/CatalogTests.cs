using System.Net;
using System.Net.Http.Json;
using Minderbinder.Testing;
using Xunit;

namespace OrderService.ComponentTests;

/// <summary>What customers see when the service starts without its catalog. Here it starts inside the scope of the test.</summary>
public class CatalogTests
{
    /// <summary>A bug, see README.md.</summary>
    [Fact]
    [InjectFailure("openat", Errno.ENOENT, Path = "catalog.json")]
    [LaunchProcess("dotnet", "OrderService.dll", ReadyUrl = "http://127.0.0.1:0/health", ReadyTimeoutMs = 300_000,
        Environment = ["Orders__Database=/tmp/no-catalog.db", "Audit__Folder=/tmp/no-catalog"])]
    public async Task BUG_Without_its_catalog_the_service_says_that_it_is_well_and_takes_no_orders()
    {
        var service = FailureScope.Required.Process;
        using var customer = new HttpClient { BaseAddress = service.BaseUrl };

        using var answer = await customer.PostAsJsonAsync("orders", new { article = "bolt", quantity = 3 });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("ok", await customer.GetStringAsync("health"));
    }
}
