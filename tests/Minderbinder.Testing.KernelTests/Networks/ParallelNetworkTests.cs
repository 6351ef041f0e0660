using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Networks of scopes that are open at once do not suffer from one another.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class ParallelNetworkTests
{
    [Fact]
    public async Task Sixteen_scopes_at_once_lose_each_their_own_packets()
    {
        const int Scopes = 16;
        var servers = Enumerable.Range(0, Scopes).Select(_ => new DatagramServer()).ToArray();
        using var allAreOpen = new CountdownEvent(Scopes);

        var seen = await Task.WhenAll(Enumerable.Range(0, Scopes).Select(async own =>
        {
            await Task.Yield();
            var config = new FailureConfig(new OutgoingNetworkFailure { DestinationPorts = [servers[own].Port] });
            return await WithFailureConfig(config, async () =>
            {
                allAreOpen.Signal();
                for (var waited = 0; !allAreOpen.IsSet && waited < 60_000; waited += 10)
                    await Task.Delay(10);
                allAreOpen.IsSet.ShouldBeTrue("all scopes are open at once");
                return await Victim.RunAsync(
                    "udp", "127.0.0.1", $"{servers[own].Port}", "ask", "hello", Victim.Silence,
                    "udp", "127.0.0.1", $"{servers[(own + 1) % Scopes].Port}", "ask-last", "hello", Victim.Patience);
            });
        }));

        seen.ShouldAllBe(output => output == "ask silence; ask hello");
        foreach (var server in servers)
            server.Dispose();
    }

    [Fact]
    public async Task What_nested_scopes_lose_adds_up_and_leaving_the_inner_leaves_the_outer_in_force()
    {
        using var first = new DatagramServer();
        using var second = new DatagramServer();
        using var toFirst = Start(first, Victim.Silence, Victim.Silence, Victim.Patience);
        using var toSecond = Start(second, Victim.Silence, Victim.Patience, Victim.Patience);
        async Task<(string?, string?)> NextAsync()
        {
            await toFirst.StandardInput.WriteLineAsync();
            await toSecond.StandardInput.WriteLineAsync();
            return (await toFirst.StandardOutput.ReadLineAsync(), await toSecond.StandardOutput.ReadLineAsync());
        }

        await WithFailureConfig(new FailureConfig(new OutgoingNetworkFailure { DestinationPorts = [first.Port] }), async outer =>
        {
            await outer.JoinAsync(toFirst);
            await outer.JoinAsync(toSecond);
            await WithFailureConfig(new FailureConfig(new IncomingNetworkFailure { SourcePorts = [second.Port] }), async inner =>
            {
                await inner.JoinAsync(toFirst);
                await inner.JoinAsync(toSecond);
                (await NextAsync()).ShouldBe(("ask silence", "ask silence"));
            });
            (await NextAsync()).ShouldBe(("ask silence", "ask hello"));
        });

        (await NextAsync()).ShouldBe(("ask hello", "ask hello"));
    }

    private static Process Start(DatagramServer server, params string[] patience) => Victim.Start(
        ["udp", "127.0.0.1", $"{server.Port}", .. patience.SelectMany(ms => (string[])["wait", "ask", "hello", ms])]);
}
