using System.Net;
using System.Net.Sockets;

namespace Minderbinder.Testing.Connections;

/// <summary>The other half of a redirected connection.</summary>
internal static class Upstream
{
    private const byte Handshake = 0x16; // RFC 8446, 5.1

    /// <summary>Connects to where the program meant to go. A name that was given a stand-in is looked up here.</summary>
    public static async Task<Socket> ConnectAsync(Destination destination)
    {
        if (!StandIns.Contains(destination.Endpoint.Address))
            return await ConnectAsync(destination.Endpoint).ConfigureAwait(false);

        SocketException? failure = null;
        foreach (var address in await Dns.GetHostAddressesAsync(destination.Host!).ConfigureAwait(false))
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, destination.Endpoint.Port)).ConfigureAwait(false);
            }
            catch (SocketException exception)
            {
                failure = exception;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Connects to the server of the test that answers.</summary>
    public static async Task<Socket> ConnectAsync(IConnectionAnswer answer, Socket program, Destination destination) =>
        await ConnectAsync(answer.EndpointFor(
            destination.HostOrAddress,
            destination.Endpoint.Port,
            answer is not ConnectionAnswer.OneEndpoint && await SpeaksTlsAsync(program).ConfigureAwait(false))).ConfigureAwait(false);

    private static async Task<Socket> ConnectAsync(IPEndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the program to speak, however long it takes.</summary>
    private static async Task<bool> SpeaksTlsAsync(Socket program)
    {
        var first = new byte[1];
        return await program.ReceiveAsync(first.AsMemory(), SocketFlags.Peek).ConfigureAwait(false) == 1 && first[0] == Handshake;
    }
}
