using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>MPTCP, by which programs in Go listen unasked since 1.24.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class MultipathTests
{
    private static readonly bool IsThere = Directory.Exists("/proc/sys/net/mptcp");

    [Theory]
    [InlineData(false, PacketAction.Drop, Victim.Silence, "silence")]
    [InlineData(true, PacketAction.Drop, Victim.Silence, "silence")]
    [InlineData(false, PacketAction.Reset, Victim.Patience, "104")]
    public async Task The_flows_of_an_MPTCP_socket_are_its_process_s(bool incoming, PacketAction action, string ms, string expected)
    {
        using var server = new EchoServer();
        NetworkFailure failure = incoming
            ? new IncomingNetworkFailure { MinLength = 1, Action = action, Optional = !IsThere }
            : new OutgoingNetworkFailure { MinLength = 1, Action = action, Optional = !IsThere };

        var (inside, outside) = await WithFailureConfig(new FailureConfig(failure), () => Victim.RunBothAsync(
            "mptcp", "127.0.0.1", $"{server.Port}", Victim.Patience, "ask", "hello", ms));

        (inside, outside).ShouldBe(IsThere
            ? ($"mptcp 0; ask {expected}", "mptcp 0; ask hello")
            : ($"mptcp {(int)Errno.EPROTONOSUPPORT}; ask", $"mptcp {(int)Errno.EPROTONOSUPPORT}; ask"));
    }
}
