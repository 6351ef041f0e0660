using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Minderbinder.Testing;
using Xunit;

namespace Servers.Tests;

/// <summary>A .NET service that runs out of descriptors.</summary>
public sealed partial class DotNetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orders-");

    [Fact]
    [InjectFailure("openat", Errno.EMFILE, Process = "dotnet", Path = "**/audit/*.log")]
    public async Task It_warns_of_what_it_cannot_write_down_and_takes_the_order()
    {
        await using var service = await StartAsync("shop");
        await using var other = await Bystander.RunAsync(() => StartAsync("other"));

        foreach (var one in new[] { service, other })
            await OrderAsync(one);

        var line = await service.WaitForOutputAsync("Too many open files", Programs.Patience);
        Assert.Contains("audit", line.Text);
        Assert.Empty(AuditOf("shop"));
        Assert.Single(AuditOf("other"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<ProcessUnderTest> StartAsync(string name)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        var service = ProcessUnderTest.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "OrderService.dll")])
        {
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Orders__Database"] = Path.Combine(folder, "orders.db"),
                ["Audit__Folder"] = Path.Combine(folder, "audit"),
                // Nobody listens there, so no order is paid; that is another matter.
                ["Downstream__payments__BaseUrl"] = "http://127.0.0.1:9/",
            },
        });
        await service.WaitForOutputAsync(ListeningOn(), Programs.Patience);
        return service;
    }

    private static async Task OrderAsync(ProcessUnderTest service)
    {
        var address = ListeningOn().Match(service.StandardOutput).Groups[1].Value;
        using var customer = new HttpClient { BaseAddress = new Uri(address), Timeout = Programs.Patience };
        using var answer = await customer.PostAsJsonAsync("orders", new { article = "bolt", quantity = 3 });
        Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private string[] AuditOf(string name) => Directory.GetFiles(Path.Combine(_folder.FullName, name, "audit"));

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex ListeningOn();
}
