using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Minderbinder.Testing;
using Minderbinder.Testing.SayYes;
using Xunit;
using static Minderbinder.Testing.FailureInjector;

namespace OrderService.ComponentTests;

/// <summary>
/// The service as it runs in production, with the address that its payment API has there. That name does not exist here, and nothing tells the
/// service so: the test answers for it, and shows that the service calls nobody else.
/// </summary>
public sealed partial class ThirdPartyTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orders-");

    [Fact]
    public async Task An_order_is_paid_at_the_payment_API_and_nobody_else_is_called() =>
        await WithFailureConfig(new FailureConfig(), async scope =>
        {
            await using var orders = await scope.LaunchAsync(InProduction(timeoutSeconds: 300));
            using var customer = await CustomerOfAsync(orders);

            using var answer = await customer.PostAsJsonAsync("orders", new { article = "bolt", quantity = 3 });

            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            scope.SayYesServer().ShouldHaveReceived("POST", "/charges", times: 1);
        }, new FailureScopeOptions { SayYes = true, AllowedHosts = ["api.payments.example"] });

    /// <summary>It is on the line for longer than the service waits (a second here), and nobody had to build that into a stub.</summary>
    [Fact]
    public async Task An_order_fails_if_the_payment_API_is_too_slow()
    {
        var slow = new FailureConfig(new ConnectionFailure { Hosts = ["api.payments.example"], SayYes = true, Latency = TimeSpan.FromSeconds(10) });
        await WithFailureConfig(slow, async scope =>
        {
            await using var orders = await scope.LaunchAsync(InProduction(timeoutSeconds: 1));
            using var customer = await CustomerOfAsync(orders);

            using var answer = await customer.PostAsJsonAsync("orders", new { article = "bolt", quantity = 3 });

            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ProcessStartInfo InProduction(int timeoutSeconds) => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "OrderService.dll")])
    {
        Environment =
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Orders__Database"] = Path.Combine(_folder.FullName, "orders.db"),
            ["Audit__Folder"] = Path.Combine(_folder.FullName, "audit"),
            ["Downstream__payments__BaseUrl"] = "https://api.payments.example",
            ["Downstream__payments__TimeoutSeconds"] = $"{timeoutSeconds}",
        },
    };

    private static async Task<HttpClient> CustomerOfAsync(ProcessUnderTest orders)
    {
        var line = await orders.WaitForOutputAsync(ListeningOn(), Patience);
        return new HttpClient { BaseAddress = new Uri(ListeningOn().Match(line.Text).Groups[1].Value), Timeout = Patience };
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex ListeningOn();
}
