using System.Net;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Connections;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp.Effects;

/// <summary>
/// Connects a socket of a process in the process's place, to a server of the test. Touched by the supervisor's thread only.
/// </summary>
internal static unsafe class Redirection
{
    // include/uapi/linux/in.h
    private const int Tcp = 6;
    private const int Udp = 17;
    private const int MultipathTcp = 262;

    private static readonly int Connect = (int)SyscallTable.NumberOf("connect");
    private static readonly int GetPeerName = (int)SyscallTable.NumberOf("getpeername");

    /// <summary>The calls that have to stop.</summary>
    public static IReadOnlyList<int> Calls { get; } = [Connect, GetPeerName];

    /// <summary>Answers a call if it is one that connects to where a scope has another server, or asks for such a peer.</summary>
    public static bool TryAnswer(in Call call)
    {
        if (call.Syscall == GetPeerName)
            return TryAnswerPeer(call);
        if (call.Syscall != Connect)
            return false;

        ScopeConnections[] scopes = [.. call.Process.Scopes.Select(scope => scope.Connections).OfType<ScopeConnections>()];
        if (scopes.Length == 0)
            return false;

        Span<byte> bytes = stackalloc byte[InternetAddress.MaxSize];
        if (!ReadAddress(call, bytes) || InternetAddress.Read(bytes) is not { } address)
            return false;
        var socket = call.TakeDescriptor((int)call.Argument(0));
        if (socket < 0)
        {
            if ((Errno)Marshal.GetLastPInvokeError() is not (Errno.EBADF or Errno.ESRCH))
                NoteUnreachable(call, scopes, address);
            return false;
        }

        try
        {
            return NetworkNamespace.IsOurs(call.Process.Id) ? TryConnect(call, scopes, address, socket) : NoteUnreachable(call, scopes, address);
        }
        finally
        {
            _ = LibC.CloseDescriptor(socket);
        }
    }

    private static bool TryConnect(in Call call, ScopeConnections[] scopes, InternetAddress address, int socket)
    {
        var protocol = LibC.ProtocolOf(socket);
        var destination = Destination.Of(address.Address, address.Port);
        if (protocol == Udp)
            return destination.Endpoint.Port == NameServer.Port && scopes.Any(scope => scope.AsksNames)
                && TryAskNames(call, scopes, address, destination, socket);
        if (protocol is not (Tcp or MultipathTcp))
            return false;

        // One that is on its way already, and wants to know how far: the kernel says.
        var cookie = LibC.CookieOf(socket);
        if (PeerNames.Contains(cookie))
            return false;

        var caller = CallerOf(call);
        var judged = Router.Judge(scopes, caller, destination);
        if (!judged.IsRedirected)
            return false;
        if (judged.Chosen is { } chosen && chosen.Rule.Failure.Refuse)
        {
            Answer(call, -(int)Errno.ECONNREFUSED);
            return true;
        }

        var exchange = Exchange.Instance;
        if (address.Within(exchange.V4, exchange.V6) is not { } stand)
            return false;
        var origin = new Origin(caller, destination, scopes, judged.Chosen, judged.Seed, () => PeerNames.Forget(cookie));
        PeerNames.Remember(cookie, address);
        var result = ConnectTo(stand, socket, out var client);
        if (client is not null)
            exchange.Announce(client, origin);
        else
            PeerNames.Forget(cookie);
        Answer(call, result);
        return true;
    }

    /// <summary>A program's own server for names is replaced by one that knows the names of its scopes, and asks the other for the rest.</summary>
    private static bool TryAskNames(in Call call, ScopeConnections[] scopes, InternetAddress address, Destination destination, int socket)
    {
        var names = NameServer.Instance;
        if (address.Within(names.V4, names.V6) is not { } stand)
            return false;
        var result = ConnectTo(stand, socket, out var client);
        if (client is not null)
            names.Announce(client, new Origin(CallerOf(call), destination, scopes, null, 0, null));
        Answer(call, result);
        return true;
    }

    /// <summary>What connect(2) gives, and the socket's own address if it is connected or about to be.</summary>
    private static int ConnectTo(InternetAddress stand, int socket, out IPEndPoint? client)
    {
        client = null;
        Span<byte> bytes = stackalloc byte[InternetAddress.MaxSize];
        var size = stand.Write(bytes);
        fixed (byte* pointer = bytes)
        {
            var result = LibC.Connect(socket, pointer, (uint)size) == 0 ? 0 : -Marshal.GetLastPInvokeError();
            if (result != 0 && result != -(int)Errno.EINPROGRESS)
                return result;
            var room = (uint)InternetAddress.MaxSize;
            if (LibC.GetSocketName(socket, pointer, &room) == 0 && InternetAddress.Read(bytes) is { Port: > 0 } own)
                client = new IPEndPoint(own.Address.IsIPv4MappedToIPv6 ? own.Address.MapToIPv4() : own.Address, own.Port);
            return result;
        }
    }

    private static bool TryAnswerPeer(in Call call)
    {
        if (PeerNames.IsEmpty)
            return false;
        var socket = call.TakeDescriptor((int)call.Argument(0));
        if (socket < 0)
            return false;
        Span<byte> bytes = stackalloc byte[InternetAddress.MaxSize];
        var isConnected = false;
        fixed (byte* pointer = bytes)
        {
            var room = (uint)InternetAddress.MaxSize;
            isConnected = LibC.TryGetConnectedPeer(socket, pointer, &room);
        }

        var address = isConnected ? PeerNames.Of(LibC.CookieOf(socket)) : null;
        _ = LibC.CloseDescriptor(socket);
        if (address is null)
            return false;

        Span<byte> length = stackalloc byte[sizeof(uint)];
        if (!CallReader.ReadMemory(call, call.Argument(2), length))
            return false;
        var size = address.Write(bytes);
        var written = (int)Math.Min((uint)size, MemoryMarshal.Read<uint>(length));
        MemoryMarshal.Write(length, (uint)size);
        fixed (byte* pointer = bytes, lengthPointer = length)
        {
            if (!ProcessMemory.Write(call.Thread.Id, call.Argument(1), pointer, written)
                || !ProcessMemory.Write(call.Thread.Id, call.Argument(2), lengthPointer, sizeof(uint)))
            {
                return false;
            }
        }

        Answer(call, 0);
        return true;
    }

    private static bool ReadAddress(in Call call, Span<byte> bytes)
    {
        var size = (int)Math.Min(call.Argument(2) & uint.MaxValue, InternetAddress.MaxSize);
        return size >= InternetAddress.MinSize && CallReader.ReadMemory(call, call.Argument(1), bytes[..size]);
    }

    private static Caller CallerOf(in Call call) =>
        new(call.Process.Id, call.Thread.Id, call.Thread.Name, call.Process.Names, call.Process.StartedNs);

    private static bool NoteUnreachable(in Call call, ScopeConnections[] scopes, InternetAddress address)
    {
        var caller = CallerOf(call);
        foreach (var scope in scopes)
            scope.NoteUnreachable(caller, Destination.Of(address.Address, address.Port));
        return false;
    }

    private static void Answer(in Call call, int result)
    {
        var response = new LibC.SeccompResponse { Id = call.Id, Value = Math.Max(0, result), Error = Math.Min(0, result) };
        LibC.Send(call.Listener, &response);
    }
}
