using Minderbinder.Testing.KernelTests.Networks;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Connections;

/// <summary>Many connections at once, none of which is mixed up with another.</summary>
[Collection(nameof(AloneInTheKernel))] // it takes descriptors that other tests would lack
public class ManyConnectionsTests
{
    [Fact]
    public async Task Two_thousand_connections_are_open_at_once()
    {
        Assert.SkipWhen(GuestKernel.IsEmulated, "It takes some 8,000 descriptors in this process, which in a guest may have 4,096.");
        using var server = new EchoServer();
        const string Script = """
            import resource, socket, sys
            limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
            all = [socket.create_connection(('127.0.0.1', int(sys.argv[1]))) for _ in range(2000)]
            for i, s in enumerate(all): s.sendall(b'%06d' % i)
            print(sum(s.recv(6) == b'%06d' % i for i, s in enumerate(all)))
            """;
        await WithFailureConfig(
            new FailureConfig(new ConnectionFailure { Addresses = ["127.0.0.1"], Ports = [server.Port], Latency = TimeSpan.FromMilliseconds(20) }),
            async scope =>
            {
                (await Python.RunAsync(Script, $"{server.Port}")).ShouldBe("2000");
                scope.GetEvidence().Failures[0].Injected.ShouldBe(2000);
            });
    }
}
