using Minderbinder.Testing;
using Minderbinder.Testing.SayYes;
using static Minderbinder.Testing.FailureInjector;

namespace Snippets;

public class Connections
{
    [Fact]
    public async Task Records()
    {
        await using var sayYes = await SayYesServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        #region connections: records
        var config = new FailureConfig(
            new ConnectionFailure
            {
                Hosts = ["db.internal"],
                Ports = [5432],
                Latency = TimeSpan.FromMilliseconds(300),
                Jitter = TimeSpan.FromMilliseconds(50),
            },
            new ConnectionFailure { Hosts = ["*.example.com"], AnsweredBy = sayYes });
        #endregion
        config.Validate();
    }

    [Fact]
    public async Task SayYes()
    {
        #region connections: say yes
        await WithFailureConfig(new FailureConfig(), async scope =>
        {
            await using var curl = await scope.LaunchAsync("curl", "-sS", "https://api.payments.example/v1/charges", "-d", "amount=5");

            Assert.Equal(0, await curl.WaitForExitAsync());
            scope.SayYesServer().ShouldHaveReceived("POST", "/v1/charges");
        }, new FailureScopeOptions { SayYes = true, AllowedHosts = ["api.payments.example"] });
        #endregion
    }
}
