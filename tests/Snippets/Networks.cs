using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Snippets;

public class Networks
{
    [Fact]
    public async Task NothingArrives()
    {
        #region broken-networks: nothing arrives
        var config = new FailureConfig(new OutgoingNetworkFailure { Targets = ["curl"], DestinationPorts = [8080] });

        await WithFailureConfig(config, async scope =>
        {
            await using var curl = await scope.LaunchAsync("curl", "-sS", "--connect-timeout", "3", "http://127.0.0.1:8080/");

            Assert.Equal(28, await curl.WaitForExitAsync()); // CURLE_OPERATION_TIMEDOUT
        });
        #endregion
    }

    [Fact]
    public void Records()
    {
        #region broken-networks: records
        var config = new FailureConfig(
            new OutgoingNetworkFailure
            {
                Targets = ["order-service"],
                Protocol = NetworkProtocol.Tcp,
                LocalPorts = [8080],
                MinLength = 1,
                Times = 3,
            },
            new IncomingNetworkFailure
            {
                Targets = ["order-service"],
                LocalPorts = [8080],
                Action = PacketAction.Corrupt,
                FixChecksum = true,
                MinLength = 1,
                FailureRate = 0.5,
            });
        #endregion

        Assert.Equal(config, FailureConfig.FromYaml(config.ToYaml()));
    }

    [Fact]
    public void Database()
    {
        #region broken-networks: database
        var config = new FailureConfig(new OutgoingNetworkFailure
        {
            Name = "database_is_gone",
            Targets = ["order-service"],
            Protocol = NetworkProtocol.Tcp,
            DestinationPorts = [5432],
        });
        #endregion

        Assert.Equal(config, FailureConfig.FromYaml(config.ToYaml()));
    }

    [Fact]
    public void NameServer()
    {
        #region broken-networks: name server
        var config = new FailureConfig(new OutgoingNetworkFailure
        {
            Name = "no_name_server",
            Targets = ["order-service"],
            DestinationPorts = [53],
        });
        #endregion

        Assert.Equal(config, FailureConfig.FromYaml(config.ToYaml()));
    }
}
