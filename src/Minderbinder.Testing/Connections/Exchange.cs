using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Minderbinder.Testing.Connections.Wires;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing.Connections;

/// <summary>
/// Where redirected connections arrive, one for the test process: at a port of each loopback address. Hands them to whoever their rule
/// says, or on to where they were meant to go. It lives as long as the process, for connections outlive scopes.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as the process.")]
internal sealed class Exchange
{
    private const int Backlog = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Lazy<Exchange> Single = new(() => new Exchange());

    private readonly Origins _origins = new();
    private readonly Socket _v4 = Listen(IPAddress.Loopback)!;
    private readonly Socket? _v6 = Listen(IPAddress.IPv6Loopback);

    private Exchange()
    {
        _ = OutsideFlow.RunAsync(() => AcceptAsync(_v4));
        if (_v6 is not null)
            _ = OutsideFlow.RunAsync(() => AcceptAsync(_v6));
    }

    public static Exchange Instance => Single.Value;

    /// <summary>Where connections of IPv4 sockets go.</summary>
    public IPEndPoint V4 => (IPEndPoint)_v4.LocalEndPoint!;

    /// <summary>Where those of IPv6 sockets go; null if the machine has no IPv6.</summary>
    public IPEndPoint? V6 => (IPEndPoint?)_v6?.LocalEndPoint;

    /// <summary>Says where a connection comes from, as soon as its own address is known.</summary>
    public void Announce(IPEndPoint client, Origin origin) => _origins.Put(client, origin);

    private static Socket? Listen(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException) when (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.Dispose();
            return null;
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                var accepted = await listener.AcceptAsync().ConfigureAwait(false);
                _ = ServeAsync(accepted);
            }
            catch (SocketException)
            {
                // The connection is gone already; or there are no descriptors left, and some will be.
                await Task.Delay(10).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket program)
    {
        await Task.Yield();
        Origin? origin = null;
        try
        {
            origin = await _origins.TakeAsync((IPEndPoint)program.RemoteEndPoint!, Patience).ConfigureAwait(false);
            if (origin is null)
                Wire.Reset(program); // somebody else's, who has found the port
            else if (origin.Destination.Endpoint.Port == NameServer.Port && origin.Chosen is null)
                await NameServer.ServeAsync(program, origin).ConfigureAwait(false);
            else
                await ServeAsync(program, origin).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Wire.Reset(program);
        }
        finally
        {
            origin?.Ended?.Invoke();
        }
    }

    private static async Task ServeAsync(Socket program, Origin origin)
    {
        var (scope, rule) = origin.Chosen is { } chosen ? (chosen.Scope, chosen.Rule) : (null, null);
        var lifted = scope?.Lifted ?? CancellationToken.None;
        if (rule?.Failure.Refuse == true)
        {
            Wire.Reset(program);
            return;
        }

        var settings = rule is null ? WireSettings.Plain : WireSettings.Of(rule.Failure, origin.Seed);
        if (settings.SlowStart > TimeSpan.Zero)
            await WireClock.WaitUntilAsync(WireClock.After(WireClock.Now, settings.SlowStart), lifted).ConfigureAwait(false);
        var peer = rule?.Answer is { } answer
            ? await Upstream.ConnectAsync(answer, program, origin.Destination).ConfigureAwait(false)
            : await Upstream.ConnectAsync(origin.Destination).ConfigureAwait(false);
        await Wire.CarryAsync(program, peer, settings, lifted).ConfigureAwait(false);
    }
}
