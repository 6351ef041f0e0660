using Minderbinder.Testing;
using Minderbinder.Testing.SayYes;
using Xunit;

namespace Scripts.Tests;

/// <summary>A Python script, which fetches a price list and keeps it in a file.</summary>
public sealed class PythonTests : IClassFixture<SayYesFixture>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly string _script = Path.Combine(AppContext.BaseDirectory, "import_prices.py");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prices-");
    private readonly string _prices;
    private readonly string _url;

    public PythonTests(SayYesFixture fixture)
    {
        fixture.Server.Clear();
        fixture.Server.On("GET", "/prices").Respond(200, """{ "bolt": 0.30 }""");
        _url = $"{fixture.Server.BaseUrl}prices";
        _prices = Path.Combine(_folder.FullName, "prices.json");
        File.WriteAllText(_prices, """{ "bolt": 0.25 }""");
    }

    [FailureFact]
    [InjectFailure("connect", Errno.ECONNREFUSED, Address = "127.0.0.1", Times = 2)]
    public async Task It_tries_three_times()
    {
        await using var script = await FailureScope.Required.LaunchAsync("python3", _script, _url, _prices);

        Assert.Equal(0, await script.WaitForExitAsync(Patience));
        Assert.Contains("0.3", File.ReadAllText(_prices));
        Assert.Contains("attempt 2: <urlopen error [Errno 111] Connection refused>", script.StandardError);
    }

    /// <summary>A bug, see samples/Python/README.md: the error is reported as it should be, but the old prices are gone.</summary>
    [FailureFact]
    [InjectFailure("write", Errno.ENOSPC, Path = "prices.json")]
    public async Task BUG_A_full_disk_leaves_no_prices_at_all()
    {
        await using var script = await FailureScope.Required.LaunchAsync("python3", _script, _url, _prices);

        Assert.Equal(1, await script.WaitForExitAsync(Patience));
        Assert.Contains("no prices imported: [Errno 28] No space left on device", script.StandardError);
        Assert.Equal("", File.ReadAllText(_prices));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
