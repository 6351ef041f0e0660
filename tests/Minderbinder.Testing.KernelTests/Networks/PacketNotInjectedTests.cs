using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>A block in which no packet was lost fails, and says why that can have been.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public sealed class PacketNotInjectedTests : IDisposable
{
    private static readonly OutgoingNetworkFailure Lost = new() { Name = "lost" };
    private static readonly string[] Nothing = [];
    private readonly DatagramServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task No_packet_was_sent() =>
        (await ReasonAsync(Lost, Nothing)).ShouldBe("no packet was sent by a process that it means.");

    [Fact]
    public async Task No_packet_came() =>
        (await ReasonAsync(new IncomingNetworkFailure { Name = "lost" }, Nothing)).ShouldBe("no packet was on its way to a process that it means.");

    [Fact]
    public async Task No_process_of_that_name() =>
        (await ReasonAsync(Lost with { Targets = ["curl"] }, Ask("hello")))
            .ShouldBe("no process called 'curl' was seen (these were: victim (PID, exit code 0)).");

    [Fact]
    public async Task Its_conditions_never_held() =>
        (await ReasonAsync(Lost with { DestinationPorts = [53] }, [.. Ask("hello"), .. Ask("hello"), .. Ask("four")]))
            .ShouldBe($"its filter matched none of the 3 packets (seen: udp to 127.0.0.1:{_server.Port}, 5 bytes, udp to 127.0.0.1:{_server.Port}, "
                + "4 bytes).");

    [Fact]
    public async Task The_delay_never_passed() =>
        (await ReasonAsync(Lost with { StartDelay = TimeSpan.FromMinutes(10) }, Ask("hello")))
            .ShouldBe("the 1 packet came before the start delay of 600000 ms was over.");

    [Fact]
    public async Task The_schedule_let_everything_through() =>
        (await ReasonAsync(Lost with { Skip = 5 }, [.. Ask("hello"), .. Ask("hello")]))
            .ShouldBe("its schedule let all 2 packets through (skip 5; seed 5).");

    private static string[] Ask(string text) => ["ask", text, Victim.Patience];

    private async Task<string> ReasonAsync(NetworkFailure failure, string[] steps)
    {
        var process = 0;
        var thrown = await Should.ThrowAsync<FailureNotInjectedException>(WithFailureConfig(new FailureConfig(failure) { Seed = 5 }, async scope =>
        {
            await using var victim = await scope.LaunchAsync(Victim.Program, ["udp", "127.0.0.1", $"{_server.Port}", .. steps]);
            await victim.WaitForExitAsync();
            process = victim.Id;
        }));

        thrown.Missing.ShouldHaveSingleItem().Failure.ShouldBe(failure);
        const string Start = "The failure 'lost' was never injected: ";
        thrown.Message.ShouldStartWith(Start);
        return thrown.Message[Start.Length..].Split('\n')[0].Replace($"({process},", "(PID,");
    }
}
