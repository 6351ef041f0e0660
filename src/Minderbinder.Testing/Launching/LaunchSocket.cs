using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Launching;

/// <summary>
/// Where the launcher of one process calls back: a socket with an abstract name, so that no descriptor has to be passed down, which
/// others could inherit as well.
/// </summary>
internal sealed class LaunchSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);

    /// <exception cref="SocketException">There are no descriptors left.</exception>
    public LaunchSocket()
    {
        _socket.Bind(new UnixDomainSocketEndPoint($"\0{Name}"));
        _socket.Listen();
    }

    public string Name { get; } = $"minderbinder-{Guid.NewGuid():N}";

    /// <summary>Waits until the launcher has connected. Anyone else who does is shut out.</summary>
    public Socket Accept(Process launcher, LaunchPatience patience)
    {
        while (true)
        {
            patience.AwaitReadable(_socket.SafeHandle);
            var socket = _socket.Accept();
            if (PeerOf(socket) == launcher.Id)
                return socket;

            socket.Dispose();
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>The process at the other end, as the kernel vouches for it.</summary>
    private static int PeerOf(Socket socket)
    {
        // struct ucred: pid, uid, gid.
        Span<int> credentials = stackalloc int[3];
        socket.GetRawSocketOption(LibC.SocketLevel, LibC.PeerCredentials, MemoryMarshal.AsBytes(credentials));
        return credentials[0];
    }
}
