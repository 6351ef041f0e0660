using System.Net.Http.Json;
using System.Text.Json;
using Minderbinder.Testing;
using Minderbinder.Testing.SayYes;

namespace OrderService.Tests;

/// <summary>
/// The order service as it ships, started once for the tests that share it, with a server that says yes to its payments. It belongs to the scope of
/// each test whose class names it.
/// </summary>
public class RunningService : ProcessFixture
{
    /// <summary>For what takes a second here, and a minute on an emulated machine that is busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orders-");
    private readonly SayYesFixture _payments = new();
    private readonly Lazy<HttpClient> _customer;

    public RunningService()
        : base("dotnet", "OrderService.dll")
    {
        ReadyUrl = "http://127.0.0.1:0/health";
        ReadyTimeoutMs = (int)Patience.TotalMilliseconds;
        Environment =
        [
            $"Orders__Database={Path.Combine(_folder.FullName, "orders.db")}",
            $"Audit__Folder={Path.Combine(_folder.FullName, "audit")}",
            $"Downstream__payments__BaseUrl={Payments.BaseUrl}",
        ];
        _customer = new(() => new HttpClient { BaseAddress = BaseUrl, Timeout = Patience });
    }

    public SayYesServer Payments => _payments.Server;

    /// <summary>Somebody who orders.</summary>
    public HttpClient Customer => _customer.Value;

    public Task<HttpResponseMessage> OrderAsync() => Customer.PostAsJsonAsync("orders", new { article = "bolt", quantity = 3 });

    public async Task<string> StatusOfAsync(Guid order) =>
        (await Customer.GetFromJsonAsync<JsonElement>($"orders/{order}")).GetProperty("status").GetString()!;

    /// <summary>The orders that the payment server has charged for, one for each time, since its last <see cref="SayYesServer.Clear"/>.</summary>
    public IEnumerable<Guid> ChargedOrders() =>
        from request in Payments.Requests
        where request is { Method: "POST", Path: "/charges", IsComplete: true }
        select JsonElement.Parse(request.BodyText).GetProperty("orderId").GetGuid();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_customer.IsValueCreated)
            _customer.Value.Dispose();
        await _payments.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
