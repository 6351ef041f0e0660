using System.Net;
using Minderbinder.Testing;

namespace Minderbinder.Tool.Tests;

/// <summary>Injections as a scope would tell of them.</summary>
internal static class Injections
{
    public static Injection Of(Failure failure, long call, string process = "cat", int id = 1) => new()
    {
        Failure = failure,
        At = DateTimeOffset.UnixEpoch.AddSeconds(call),
        Call = call,
        ProcessId = id,
        ThreadId = id,
        ProcessName = process,
        Syscall = (failure as SyscallFailure)?.Syscall,
        Returned = (failure as SyscallFailure)?.ReturnCodes[0],
    };

    public static Injection OfPacket(Failure failure, long call, IPEndPoint peer) => Of(failure, call, "ping") with
    {
        Packet = new()
        {
            Direction = PacketDirection.Outgoing,
            Protocol = peer.Port == 0 ? NetworkProtocol.Icmp : NetworkProtocol.Tcp,
            Peer = peer,
            LocalPort = 0,
            Length = 64,
        },
    };
}
