using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Minderbinder.Testing;
using Minderbinder.Testing.SayYes;

namespace OrderService.Tests;

/// <summary>
/// The order service as it ships, in a process of its own, with a server that says yes to its payments. For tests that share it: it runs before their
/// failures are in force, and joins the scope of each.
/// </summary>
public sealed partial class RunningService : IAsyncDisposable
{
    /// <summary>For what takes a second here, and a minute on an emulated machine that is busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder;

    private RunningService(DirectoryInfo folder, SayYesServer payments, ProcessUnderTest process)
    {
        (_folder, Payments, Process) = (folder, payments, process);
        Customer = new HttpClient { Timeout = Patience };
    }

    public SayYesServer Payments { get; }

    public ProcessUnderTest Process { get; }

    /// <summary>Somebody who orders.</summary>
    public HttpClient Customer { get; }

    public static async Task<RunningService> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("orders-");
        var payments = await SayYesServer.StartAsync();
        var process = ProcessUnderTest.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "OrderService.dll")])
            {
                Environment =
                {
                    ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                    ["Orders__Database"] = Path.Combine(folder.FullName, "orders.db"),
                    ["Audit__Folder"] = Path.Combine(folder.FullName, "audit"),
                },
            }.WithEnvironment(payments.Environment("Downstream__{name}__BaseUrl", "payments")));

        var service = new RunningService(folder, payments, process);
        try
        {
            var line = await process.WaitForOutputAsync(ListeningOn(), Patience);
            service.Customer.BaseAddress = new Uri(ListeningOn().Match(line.Text).Groups[1].Value);
            // The first order takes longest, as all its code is compiled. No test is about that.
            using var answer = await service.OrderAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public Task<HttpResponseMessage> OrderAsync() => Customer.PostAsJsonAsync("orders", new { article = "bolt", quantity = 3 });

    public async Task<string> StatusOfAsync(Guid order) => (await Customer.GetFromJsonAsync<JsonElement>($"orders/{order}")).GetProperty("status").GetString()!;

    /// <summary>The orders that the payment server has charged for, one for each time, since its last <see cref="SayYesServer.Clear"/>.</summary>
    public IEnumerable<Guid> ChargedOrders() =>
        from request in Payments.Requests
        where request is { Method: "POST", Path: "/charges", IsComplete: true }
        select JsonElement.Parse(request.BodyText).GetProperty("orderId").GetGuid();

    public async ValueTask DisposeAsync()
    {
        Customer.Dispose();
        await Process.DisposeAsync();
        await Payments.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex ListeningOn();
}
