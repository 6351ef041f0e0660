using System.Net;
using Minderbinder.Testing;
using Minderbinder.Tool.Screen;

namespace Minderbinder.Tool.Tests;

/// <summary>What the screen keeps of injections, however fast they come.</summary>
public class InjectionLogTests
{
    private static readonly Failure Lossy = new OutgoingNetworkFailure { Name = "lossy" };
    private static readonly IPEndPoint Database = new(IPAddress.Parse("10.0.0.1"), 5432), Gateway = new(IPAddress.Parse("10.0.0.2"), 0);

    /// <summary>
    /// Ten seconds of 100,000 a second, as fast as they can be told, from several threads, while the screen is drawn again and again.
    /// </summary>
    [Fact]
    public async Task Of_a_million_every_packet_counts_and_the_last_lines_are_kept()
    {
        const int Tellers = 4, Each = 250_000;
        var log = new InjectionLog();
        using var told = new CancellationTokenSource();
        var isDrawn = new TaskCompletionSource();
        var drawing = Task.Run(() =>
        {
            while (!told.IsCancellationRequested)
            {
                Draw(log);
                isDrawn.TrySetResult();
            }
        });
        await isDrawn.Task;
        await Task.WhenAll(Enumerable.Range(0, Tellers).Select(teller => Task.Run(() =>
        {
            for (var i = 1; i <= Each; i++)
                log.Add(Injections.OfPacket(Lossy, i, teller == 0 ? Gateway : Database));
        })));
        await told.CancelAsync();

        await drawing;
        log.Peers.ShouldBe([("10.0.0.1:5432", (Tellers - 1) * Each), ("10.0.0.2", Each)]);
        log.Last.Count.ShouldBe(500);
        log.Last[^1].Call.ShouldBe(Each, "one of the tellers was the last, with its last");
        Draw(log).ShouldContain("750,000 10.0.0.1:5432");
    }

    /// <summary>Whoever scans a network must not fill the memory.</summary>
    [Fact]
    public void Of_very_many_peers_the_first_thousand_are_kept()
    {
        var log = new InjectionLog();
        for (var i = 1; i <= 5_000; i++)
            log.Add(Injections.OfPacket(Lossy, i, new IPEndPoint(IPAddress.Loopback, i)));
        log.Add(Injections.OfPacket(Lossy, 5_001, new IPEndPoint(IPAddress.Loopback, 1)));

        log.Peers.Count.ShouldBe(1_000);
        log.Peers[0].ShouldBe(("127.0.0.1:1", 2L));
    }

    private static string Draw(InjectionLog log)
    {
        var model = new ScreenModel
        {
            Title = "test",
            Elapsed = TimeSpan.Zero,
            Seed = 1,
            Log = [.. log.Last.Select(injection => $"{injection}")],
            Peers = log.Peers,
        };
        return ScreenTerminal.ToText(ScreenView.Draw(model, 200, 60), 200, 60, hasColors: false);
    }
}
