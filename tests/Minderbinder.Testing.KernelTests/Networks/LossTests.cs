using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Packets of real programs get lost, and those of nobody else.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class LossTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Curl_gets_no_connection_and_is_not_told_why(string address)
    {
        using var server = new WebServer(address);
        var config = new FailureConfig(new OutgoingNetworkFailure { DestinationPorts = [server.Port] });

        var (inside, outside) = await WithFailureConfig(config, async () =>
        {
            var inside = Command.RunAsync("curl", "-sS", "--connect-timeout", "2", server.Url);
            var outside = Command.RunOutsideAsync("curl", "-sS", server.Url);
            return (await inside, await outside);
        });

        inside.ExitCode.ShouldBe(28, inside.Error);
        inside.Error.ShouldContain("timeout", Case.Insensitive);
        outside.Output.ShouldBe("yes");
        (await Command.RunAsync("curl", "-sS", server.Url)).Output.ShouldBe("yes");
    }

    [Fact]
    public async Task An_answer_that_is_lost_on_its_way_in_is_no_answer()
    {
        using var server = new WebServer();
        var config = new FailureConfig(new IncomingNetworkFailure { SourcePorts = [server.Port], MinLength = 1 });

        var (inside, outside) = await WithFailureConfig(config, async () =>
        {
            var inside = Command.RunAsync("curl", "-sS", "--max-time", "6", server.Url);
            var outside = Command.RunOutsideAsync("curl", "-sS", server.Url);
            return (await inside, await outside);
        });

        inside.ExitCode.ShouldBe(28, inside.Error);
        inside.Error.ShouldContain("0 bytes received");
        outside.Output.ShouldBe("yes");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Only_the_server_that_is_meant_is_out_of_reach(string address)
    {
        using var gone = new EchoServer(address);
        using var there = new EchoServer(address);
        var config = new FailureConfig(new OutgoingNetworkFailure { DestinationPorts = [gone.Port] });
        string[] toGone = ["tcp", address, $"{gone.Port}"];
        string[] toThere = ["tcp", address, $"{there.Port}", Victim.Patience, "ask", "hello", Victim.Patience];

        var (inside, outside) = await WithFailureConfig(config, async () =>
        {
            var inside = Victim.RunAsync([.. toGone, Victim.Silence, .. toThere]);
            var outside = Victim.RunOutsideAsync([.. toGone, Victim.Patience, .. toThere]);
            return (await inside, await outside);
        });

        inside.ShouldBe($"tcp {(int)Errno.ETIMEDOUT}; tcp 0; ask hello");
        outside.ShouldBe("tcp 0; tcp 0; ask hello hello");
    }
}
