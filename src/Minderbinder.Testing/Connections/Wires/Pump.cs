using System.Buffers;
using System.Net.Sockets;

namespace Minderbinder.Testing.Connections.Wires;

/// <summary>
/// Carries the bytes of a connection one way, in order, until the sender has sent its last one. A receiver that is slow slows the sender, as
/// on a real wire: no more than <see cref="MostOnTheirWay"/> are ever between the two.
/// </summary>
internal sealed class Pump(Socket from, Socket to, WireDirection direction, CutSwitch cut, CancellationToken lifted) : IDisposable
{
    private const int ReadSize = 128 * 1024;

    /// <summary>What a wire with latency holds at most: as much as the kernel lets one connection hold by default (tcp_rmem).</summary>
    private const long MostOnTheirWay = 6 * 1024 * 1024;

    /// <summary>Bandwidth is kept in steps of 20 ms.</summary>
    private const int StepsPerSecond = 50;

    private readonly Queue<Piece> _onTheirWay = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly SemaphoreSlim _room = new(0);
    private long _bytesOnTheirWay;
    private long _place;
    private long _freeAt;

    public async Task RunAsync()
    {
        if (direction.HoldsBytes)
            await Task.WhenAll(TakeInAsync(), LetOutAsync()).ConfigureAwait(false);
        else
            await PassOnAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        _arrived.Dispose();
        _room.Dispose();
    }

    private async Task PassOnAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            while (await from.ReceiveAsync(buffer.AsMemory(), cut.Token).ConfigureAwait(false) is > 0 and var count)
                await DeliverAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Reads what comes, and remembers when each piece is due.</summary>
    private async Task TakeInAsync()
    {
        try
        {
            var due = 0L;
            for (ulong n = 0; ; n++)
            {
                // Waits without a buffer: an idle connection is not to hold one.
                await from.ReceiveAsync(Memory<byte>.Empty, cut.Token).ConfigureAwait(false);
                var buffer = ArrayPool<byte>.Shared.Rent(Math.Clamp(from.Available, 1, ReadSize));
                var count = await from.ReceiveAsync(buffer.AsMemory(), cut.Token).ConfigureAwait(false);
                due = Math.Max(due, WireClock.After(WireClock.Now, direction.LatencyOf(n)));
                lock (_onTheirWay)
                    _onTheirWay.Enqueue(new Piece(buffer, count, due));
                Interlocked.Add(ref _bytesOnTheirWay, count);
                _arrived.Release();
                if (count == 0)
                    return;
                while (Interlocked.Read(ref _bytesOnTheirWay) >= MostOnTheirWay)
                    await _room.WaitAsync(cut.Token).ConfigureAwait(false);
            }
        }
        catch
        {
            // Whoever lets them out is not to wait for more.
            cut.Break();
            throw;
        }
    }

    private async Task LetOutAsync()
    {
        while (true)
        {
            await _arrived.WaitAsync(cut.Token).ConfigureAwait(false);
            Piece piece;
            lock (_onTheirWay)
                piece = _onTheirWay.Dequeue();
            try
            {
                await WireClock.WaitUntilAsync(piece.Due, lifted).ConfigureAwait(false);
                if (piece.Count == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }

                await DeliverAsync(piece.Bytes.AsMemory(0, piece.Count)).ConfigureAwait(false);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(piece.Bytes);
            }

            var left = Interlocked.Add(ref _bytesOnTheirWay, -piece.Count);
            if (left < MostOnTheirWay && left + piece.Count >= MostOnTheirWay)
                _room.Release();
        }
    }

    /// <summary>Sends bytes as fast, and as many at once, as the wire carries.</summary>
    private async ValueTask DeliverAsync(Memory<byte> bytes)
    {
        if (!lifted.IsCancellationRequested)
            Damage(bytes.Span);
        _place += bytes.Length;
        while (!bytes.IsEmpty)
        {
            var isPlain = lifted.IsCancellationRequested;
            var step = isPlain ? bytes.Length : Math.Min(bytes.Length, LongestStep);
            if (!isPlain && direction.Bandwidth is { } bandwidth)
            {
                _freeAt = Math.Max(_freeAt, WireClock.Now) + WireClock.TimeOf(step, bandwidth);
                await WireClock.WaitUntilAsync(_freeAt, lifted).ConfigureAwait(false);
            }

            // What is cut off is never sent, and the connection breaks when all before it was.
            var allowed = cut.Take(step);
            for (var sent = 0; sent < allowed;)
                sent += await to.SendAsync(bytes[sent..allowed], cut.Token).ConfigureAwait(false);
            cut.Sent(allowed);
            if (allowed < step)
                await Task.Delay(Timeout.Infinite, cut.Token).ConfigureAwait(false);
            bytes = bytes[step..];
        }
    }

    private int LongestStep => (int)Math.Min(
        direction.Slice ?? int.MaxValue,
        direction.Bandwidth is { } bandwidth ? Math.Clamp(bandwidth / StepsPerSecond, 1, int.MaxValue) : int.MaxValue);

    private void Damage(Span<byte> bytes)
    {
        if (direction.CorruptAt is { } place && place >= _place && place < _place + bytes.Length)
            bytes[(int)(place - _place)] ^= 0xff;
    }

    private readonly record struct Piece(byte[] Bytes, int Count, long Due);
}
