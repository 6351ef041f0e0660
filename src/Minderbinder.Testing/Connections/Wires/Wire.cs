using System.Net.Sockets;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Connections.Wires;

/// <summary>
/// A connection between the program and its peer, both of whose ends are here: carries bytes both ways until both are done, or it breaks.
/// No thread of its own.
/// </summary>
internal static class Wire
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(2);

    /// <summary>Carries. Closes both ends before it returns, and throws nothing.</summary>
    /// <param name="program">The program's end.</param>
    /// <param name="peer">The peer's.</param>
    /// <param name="settings">What becomes of the bytes.</param>
    /// <param name="lifted">Cancelled when the scope closes: from then on all goes through as it comes.</param>
    public static async Task CarryAsync(Socket program, Socket peer, WireSettings settings, CancellationToken lifted)
    {
        using var owned = program;
        using var ownedToo = peer;
        program.NoDelay = peer.NoDelay = true;
        using var cut = new CutSwitch(settings.Cut, lifted);
        using var timer = settings.Cut?.AfterTime is { } time
            ? new Timer(_ => CutUnlessLifted(cut, lifted), null, time, Timeout.InfiniteTimeSpan)
            : null;
        using var outward = new Pump(program, peer, settings.Out, cut, lifted);
        using var back = new Pump(peer, program, settings.Back, cut, lifted);
        var pumps = Task.WhenAll(RunAsync(outward, cut), RunAsync(back, cut));
        await pumps.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (pumps.IsCompletedSuccessfully)
            return;
        await EndAsync(program, peer, cut.IsCut ? settings.Cut!.By : CutEffect.Reset, lifted).ConfigureAwait(false);
    }

    /// <summary>Ends a connection so that the other side is told of it.</summary>
    public static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (SocketException)
        {
            // It is gone already.
        }

        socket.Dispose();
    }

    private static async Task RunAsync(Pump pump, CutSwitch cut)
    {
        try
        {
            await pump.RunAsync().ConfigureAwait(false);
        }
        catch
        {
            cut.Break();
            throw;
        }
    }

    private static void CutUnlessLifted(CutSwitch cut, CancellationToken lifted)
    {
        if (!lifted.IsCancellationRequested)
            cut.Cut();
    }

    private static async Task EndAsync(Socket program, Socket peer, CutEffect effect, CancellationToken lifted)
    {
        switch (effect)
        {
            case CutEffect.Reset:
                // A reset throws away what is still on its way, which was to arrive.
                await Task.WhenAll(DrainAsync(program), DrainAsync(peer)).ConfigureAwait(false);
                Reset(program);
                Reset(peer);
                break;
            case CutEffect.Close:
                await Task.WhenAll(CloseAsync(program), CloseAsync(peer)).ConfigureAwait(false);
                break;
            case CutEffect.Silence:
                await Task.Delay(Timeout.Infinite, lifted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Reset(program);
                Reset(peer);
                break;
        }
    }

    /// <summary>Waits until the other side has all that was sent to it.</summary>
    private static async Task DrainAsync(Socket socket)
    {
        var end = WireClock.After(WireClock.Now, LongestDrain);
        while (WireClock.Now < end && LibC.UnsentBytes(socket.SafeHandle) > 0)
            await Task.Delay(1).ConfigureAwait(false);
    }

    /// <summary>Closes as a program does that has read all it was sent: to close with something unread is to reset.</summary>
    private static async Task CloseAsync(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            using var enough = new CancellationTokenSource(LongestDrain);
            var buffer = new byte[4096];
            while (await socket.ReceiveAsync(buffer.AsMemory(), enough.Token).ConfigureAwait(false) > 0)
                continue;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The other side did not wait for it, or does not go.
        }
    }
}
