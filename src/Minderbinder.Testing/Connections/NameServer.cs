using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Minderbinder.Testing.Connections.Names;
using Minderbinder.Testing.Connections.Wires;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing.Connections;

/// <summary>
/// Answers questions for names in place of the servers that programs ask, one for the test process, over UDP and TCP. What no scope has
/// anything to say about goes on to the real server, and its answer comes back as it is.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as the process.")]
internal sealed class NameServer
{
    public const int Port = 53;

    private const int LongestDatagram = 65_535;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);
    private static readonly Lazy<NameServer> Single = new(() => new NameServer());

    private readonly Origins _origins = new();
    private readonly Socket _v4 = Bind(IPAddress.Loopback)!;
    private readonly Socket? _v6 = Bind(IPAddress.IPv6Loopback);

    private NameServer()
    {
        _ = OutsideFlow.RunAsync(() => ReceiveAsync(_v4));
        if (_v6 is not null)
            _ = OutsideFlow.RunAsync(() => ReceiveAsync(_v6));
    }

    public static NameServer Instance => Single.Value;

    /// <summary>Where datagrams of IPv4 sockets go.</summary>
    public IPEndPoint V4 => (IPEndPoint)_v4.LocalEndPoint!;

    /// <summary>Where those of IPv6 sockets go; null if the machine has no IPv6.</summary>
    public IPEndPoint? V6 => (IPEndPoint?)_v6?.LocalEndPoint;

    /// <summary>Says whose socket has that address.</summary>
    public void Announce(IPEndPoint client, Origin origin) => _origins.Put(client, origin);

    /// <summary>Answers what comes over a connection, where each message has its length before it (RFC 1035, 4.2.2).</summary>
    public static async Task ServeAsync(Socket program, Origin origin)
    {
        using var owned = program;
        using var stream = new NetworkStream(program, ownsSocket: false);
        while (await ReadMessageAsync(stream).ConfigureAwait(false) is { } question)
        {
            if (await AnswerAsync(question, origin, AskByConnectionAsync).ConfigureAwait(false) is { } answer)
                await WriteMessageAsync(stream, answer).ConfigureAwait(false);
        }
    }

    private static Socket? Bind(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
            return socket;
        }
        catch (SocketException) when (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.Dispose();
            return null;
        }
    }

    private async Task ReceiveAsync(Socket socket)
    {
        var buffer = new byte[LongestDatagram];
        var any = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (true)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer.AsMemory(), any).ConfigureAwait(false);
                _ = ServeAsync(socket, buffer[..received.ReceivedBytes], (IPEndPoint)received.RemoteEndPoint);
            }
            catch (SocketException)
            {
                // Whoever asked before has gone without waiting for the answer.
            }
        }
    }

    private async Task ServeAsync(Socket socket, byte[] question, IPEndPoint client)
    {
        await Task.Yield();
        try
        {
            if (await _origins.LookAsync(client, Patience).ConfigureAwait(false) is { } origin
                && await AnswerAsync(question, origin, AskByDatagramAsync).ConfigureAwait(false) is { } answer)
            {
                await socket.SendToAsync(answer, client).ConfigureAwait(false);
            }
        }
        catch (SocketException)
        {
            // It is gone.
        }
    }

    /// <summary>The answer to a question; null if there is none.</summary>
    private static async Task<byte[]?> AnswerAsync(byte[] message, Origin origin, Func<byte[], IPEndPoint, Task<byte[]?>> ask)
    {
        if (DnsQuestion.TryRead(message) is not { } question)
            return await ask(message, origin.Destination.Endpoint).ConfigureAwait(false);

        foreach (var scope in origin.Scopes)
        {
            if (scope.Judge(origin.Caller, question.Name)?.Failure is not { } failure)
                continue;
            switch (failure.Dns)
            {
                case DnsAnswer.Nxdomain:
                    return DnsReply.Refusal(message, question, DnsReply.NoSuchName);
                case DnsAnswer.Servfail:
                    return DnsReply.Refusal(message, question, DnsReply.ServerFailure);
                case DnsAnswer.Timeout:
                    return null;
                case DnsAnswer.Latency:
                    await WireClock.WaitUntilAsync(WireClock.After(WireClock.Now, failure.Latency), scope.Lifted).ConfigureAwait(false);
                    break;
            }

            break;
        }

        if (origin.Scopes.Any(scope => scope.MakesUp(question.Name)))
            return StandIns.For(question.Name) is { } address
                ? DnsReply.Address(message, question, address)
                : DnsReply.Refusal(message, question, DnsReply.ServerFailure);
        var answer = await ask(message, origin.Destination.Endpoint).ConfigureAwait(false)
            ?? DnsReply.Refusal(message, question, DnsReply.ServerFailure);
        foreach (var known in DnsReply.AddressesIn(answer))
            KnownNames.Remember(known, question.Name);
        return answer;
    }

    /// <summary>Asks the real server; null if it cannot be reached, or is silent for so long that whoever asked does not wait any more.</summary>
    private static async Task<byte[]?> AskByDatagramAsync(byte[] question, IPEndPoint server)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        using var patience = new CancellationTokenSource(LongestAnswer);
        try
        {
            await socket.ConnectAsync(server, patience.Token).ConfigureAwait(false);
            await socket.SendAsync(question, patience.Token).ConfigureAwait(false);
            var buffer = new byte[LongestDatagram];
            var count = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token).ConfigureAwait(false);
            return buffer[..count];
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<byte[]?> AskByConnectionAsync(byte[] question, IPEndPoint server)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(LongestAnswer);
        try
        {
            await socket.ConnectAsync(server, patience.Token).ConfigureAwait(false);
            using var stream = new NetworkStream(socket, ownsSocket: false);
            await WriteMessageAsync(stream, question).ConfigureAwait(false);
            return await ReadMessageAsync(stream).WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<byte[]?> ReadMessageAsync(NetworkStream stream)
    {
        var length = new byte[2];
        if (await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false).ConfigureAwait(false) < length.Length)
            return null;
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        return await stream.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false).ConfigureAwait(false) == message.Length
            ? message
            : null;
    }

    private static async Task WriteMessageAsync(NetworkStream stream, byte[] message)
    {
        var framed = new byte[2 + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)message.Length);
        message.CopyTo(framed, 2);
        await stream.WriteAsync(framed).ConfigureAwait(false);
    }
}
