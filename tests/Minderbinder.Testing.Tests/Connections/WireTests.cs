using System.Diagnostics;
using System.Net.Sockets;

namespace Minderbinder.Testing.Tests.Connections;

/// <summary>What becomes of bytes between two real sockets. Times have no upper limit: the machine may be busy.</summary>
public class WireTests
{
    private static readonly byte[] Hello = "hello"u8.ToArray();

    [Fact]
    public async Task Bytes_go_both_ways()
    {
        using var wire = await WirePair.OpenAsync();

        await wire.Program.SendAsync(Hello);
        (await WirePair.ReadAsync(wire.Peer, 5)).ShouldBe(Hello);
        await wire.Peer.SendAsync(Hello);
        (await WirePair.ReadAsync(wire.Program, 5)).ShouldBe(Hello);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Much_arrives_as_it_was_sent(int latencyMs)
    {
        using var wire = await WirePair.OpenAsync(new() { SendLatency = TimeSpan.FromMilliseconds(latencyMs) });
        var bytes = new byte[20_000_000];
        new Random(1).NextBytes(bytes);

        var sending = Task.Run(async () =>
        {
            for (var sent = 0; sent < bytes.Length;)
                sent += await wire.Program.SendAsync(bytes.AsMemory(sent, Math.Min(70_001, bytes.Length - sent)));
        });

        (await WirePair.ReadAsync(wire.Peer, bytes.Length)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        await sending;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task The_end_of_one_direction_is_passed_on_and_the_other_lives(int latencyMs)
    {
        using var wire =
            await WirePair.OpenAsync(new() { Latency = TimeSpan.FromMilliseconds(latencyMs), SendLatency = TimeSpan.FromMilliseconds(latencyMs) });

        await wire.Program.SendAsync(Hello);
        wire.Program.Shutdown(SocketShutdown.Send);
        (await WirePair.ReadAsync(wire.Peer, 100)).ShouldBe(Hello);
        await wire.Peer.SendAsync(Hello);
        wire.Peer.Shutdown(SocketShutdown.Send);

        (await WirePair.ReadAsync(wire.Program, 100)).ShouldBe(Hello);
        await wire.Carried;
    }

    [Fact]
    public async Task A_reset_is_passed_on()
    {
        using var wire = await WirePair.OpenAsync();
        await wire.Program.SendAsync(Hello);
        await WirePair.ReadAsync(wire.Peer, 5);

        wire.Peer.LingerState = new LingerOption(true, 0);
        wire.Peer.Close();

        (await ErrorOfAsync(wire.Program)).ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task Answers_come_later_by_the_latency()
    {
        using var wire = await WirePair.OpenAsync(new() { Latency = TimeSpan.FromMilliseconds(120) });
        var time = Stopwatch.StartNew();

        await wire.Program.SendAsync(Hello);
        await WirePair.ReadAsync(wire.Peer, 5);
        await wire.Peer.SendAsync(Hello);
        await WirePair.ReadAsync(wire.Program, 5);

        time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(119));
    }

    [Fact]
    public async Task Latency_lets_others_follow_meanwhile()
    {
        // One after the other they would take a minute.
        using var wire = await WirePair.OpenAsync(new() { SendLatency = TimeSpan.FromMilliseconds(300) });
        var time = Stopwatch.StartNew();
        for (var i = 0; i < 200; i++)
        {
            await wire.Program.SendAsync(Hello);
            await Task.Delay(1);
        }

        (await WirePair.ReadAsync(wire.Peer, 1000)).Length.ShouldBe(1000);
        time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(299));
        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Jitter_changes_times_and_no_order()
    {
        using var wire = await WirePair.OpenAsync(new() { Latency = TimeSpan.FromMilliseconds(30), Jitter = TimeSpan.FromMilliseconds(30) });
        var sending = Task.Run(async () =>
        {
            for (byte i = 0; i < 100; i++)
            {
                await wire.Peer.SendAsync(new[] { i });
                await Task.Delay(1);
            }
        });

        (await WirePair.ReadAsync(wire.Program, 100)).ShouldBe([.. Enumerable.Range(0, 100).Select(i => (byte)i)]);
        await sending;
    }

    [Fact]
    public async Task Bandwidth_is_what_it_takes()
    {
        using var wire = await WirePair.OpenAsync(new() { Bandwidth = 100_000 });
        var time = Stopwatch.StartNew();
        await wire.Program.SendAsync(new byte[30_000]);

        (await WirePair.ReadAsync(wire.Peer, 30_000)).Length.ShouldBe(30_000);

        time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(290));
    }

    [Fact]
    public async Task A_slow_reader_slows_the_writer()
    {
        using var wire = await WirePair.OpenAsync(
            new() { Latency = TimeSpan.FromMilliseconds(1), SendLatency = TimeSpan.FromMilliseconds(1) }, receiveBuffer: 8192);
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        long sent = 0;
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            while (true)
                sent += await wire.Program.SendAsync(new byte[100_000].AsMemory(), over.Token);
        });

        // What the wire holds, and the buffers of the kernel.
        sent.ShouldBeLessThan(20_000_000);
        (await WirePair.ReadAsync(wire.Peer, 1000)).Length.ShouldBe(1000);
    }

    [Theory]
    [InlineData(CutEffect.Reset)]
    [InlineData(CutEffect.Close)]
    public async Task A_cut_comes_after_exactly_so_many_bytes(CutEffect effect)
    {
        using var wire = await WirePair.OpenAsync(new() { Cut = new() { AfterBytes = 10_007, By = effect } });
        await wire.Program.SendAsync(new byte[7]);
        await WirePair.ReadAsync(wire.Peer, 7);
        await wire.Peer.SendAsync(new byte[50_000]);

        (await WirePair.ReadAsync(wire.Program, 10_000)).Length.ShouldBe(10_000);

        if (effect == CutEffect.Reset)
            (await ErrorOfAsync(wire.Program)).ShouldBe(SocketError.ConnectionReset);
        else
            (await WirePair.ReadAsync(wire.Program, 1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_can_be_cut_at_once()
    {
        using var wire = await WirePair.OpenAsync(new() { Cut = new() { AfterBytes = 0 } });

        (await ErrorOfAsync(wire.Program)).ShouldBe(SocketError.ConnectionReset);
        (await ErrorOfAsync(wire.Peer)).ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task A_cut_in_silence_tells_nobody_until_the_scope_ends()
    {
        using var wire = await WirePair.OpenAsync(new() { Cut = new() { AfterBytes = 5, By = CutEffect.Silence } });
        await wire.Program.SendAsync(Hello);
        (await WirePair.ReadAsync(wire.Peer, 5)).ShouldBe(Hello);
        await wire.Peer.SendAsync(Hello);

        var reading = WirePair.ReadAsync(wire.Program, 1);
        (await Task.WhenAny(reading, Task.Delay(300))).ShouldNotBe(reading);
        wire.Lift();

        (await Should.ThrowAsync<SocketException>(() => reading)).SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task A_cut_comes_after_a_time()
    {
        using var wire = await WirePair.OpenAsync(new() { Cut = new() { AfterTime = TimeSpan.FromMilliseconds(200), By = CutEffect.Close } });
        var time = Stopwatch.StartNew();
        await wire.Program.SendAsync(Hello);
        (await WirePair.ReadAsync(wire.Peer, 5)).ShouldBe(Hello);

        (await WirePair.ReadAsync(wire.Program, 1)).ShouldBeEmpty();

        time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(190));
    }

    [Fact]
    public async Task Slices_arrive_one_by_one()
    {
        using var wire = await WirePair.OpenAsync(new() { Slice = 3, Bandwidth = 100 });
        await wire.Program.SendAsync(Hello);

        var first = new byte[100];
        var count = await wire.Peer.ReceiveAsync(first);

        // The bandwidth keeps the next one back.
        count.ShouldBe(2);
        (await WirePair.ReadAsync(wire.Peer, 3)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task One_byte_of_the_answer_is_damaged()
    {
        using var wire = await WirePair.OpenAsync(new() { CorruptAt = 7 });
        await wire.Program.SendAsync(new byte[10]);
        await wire.Peer.SendAsync(new byte[5]);
        await wire.Peer.SendAsync(new byte[5]);

        (await WirePair.ReadAsync(wire.Peer, 10)).ShouldBe(new byte[10]);
        (await WirePair.ReadAsync(wire.Program, 10)).ShouldBe([0, 0, 0, 0, 0, 0, 0, 0xff, 0, 0]);
    }

    [Fact]
    public async Task When_the_scope_ends_what_is_on_its_way_arrives_and_the_connection_lives()
    {
        using var wire =
            await WirePair.OpenAsync(new() { Latency = TimeSpan.FromDays(1), SendLatency = TimeSpan.FromDays(1), Cut = new() { AfterBytes = 6 } });
        await wire.Program.SendAsync(Hello);
        await Task.Delay(50);

        wire.Lift();

        (await WirePair.ReadAsync(wire.Peer, 5)).ShouldBe(Hello);
        await wire.Peer.SendAsync(Hello);
        (await WirePair.ReadAsync(wire.Program, 5)).ShouldBe(Hello);
    }

    private static async Task<SocketError> ErrorOfAsync(Socket socket) =>
        (await Should.ThrowAsync<SocketException>(() => WirePair.ReadAsync(socket, 1))).SocketErrorCode;
}
