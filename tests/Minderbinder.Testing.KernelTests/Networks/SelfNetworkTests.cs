using System.Net;
using System.Net.Sockets;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>The test process's own network fails: sockets that the flow of the scope has made.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public sealed class SelfNetworkTests : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly EchoServer _server = new();

    public void Dispose() => _server.Dispose();

    private FailureConfig NoData =>
        new(new OutgoingNetworkFailure { Targets = [ProcessTarget.Self], DestinationPorts = [_server.Port], MinLength = 1 });

    [Fact]
    public async Task A_connection_of_the_flow_breaks_and_that_of_another_at_the_same_time_does_not()
    {
        using var before = await ConnectAsync();

        await WithFailureConfig(NoData, async scope =>
        {
            using var inside = await ConnectAsync();
            (await AskAsync(inside, Silence)).ShouldBeNull();
            using var outside = await OutsideAsync(ConnectAsync);
            (await OutsideAsync(() => AskAsync(outside, Patience))).ShouldBe("hello");
            (await AskAsync(before, Patience)).ShouldBe("hello", "it was made before");
            (await OutsideAsync(() => AskAsync(inside, Silence))).ShouldBeNull("it stays the flow's, whoever uses it");

            scope.GetInjections().ShouldAllBe(injection => injection.ProcessId == Environment.ProcessId);
        });

        using var after = await ConnectAsync();
        (await AskAsync(after, Patience)).ShouldBe("hello");
    }

    [Fact]
    public async Task An_http_client_of_the_flow_runs_out_of_time_and_another_does_not()
    {
        using var server = new WebServer();
        var config = new FailureConfig(new OutgoingNetworkFailure { Targets = [ProcessTarget.Self], DestinationPorts = [server.Port] });
        await GetAsync(server.Url, Patience);

        await WithFailureConfig(config, async () =>
        {
            await Should.ThrowAsync<TaskCanceledException>(GetAsync(server.Url, Silence));
            (await OutsideAsync(() => GetAsync(server.Url, Patience))).ShouldBe("yes");
        });

        (await GetAsync(server.Url, Patience)).ShouldBe("yes");
    }

    [Fact]
    public async Task A_server_of_the_flow_does_not_hear_its_clients()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var config = new FailureConfig(new IncomingNetworkFailure { Targets = [ProcessTarget.Self], MinLength = 1 });

        await WithFailureConfig(config, async () =>
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var accepting = listener.AcceptSocketAsync();
            await OutsideAsync(async () =>
            {
                await other.ConnectAsync(listener.LocalEndpoint);
                return await other.SendAsync("hello"u8.ToArray());
            });
            using var accepted = await accepting.WaitAsync(Patience);
            using var over = new CancellationTokenSource(Silence);
            await Should.ThrowAsync<OperationCanceledException>(accepted.ReceiveAsync(new byte[16], over.Token).AsTask());
        });
    }

    [Fact]
    public async Task Two_flows_at_once_have_each_their_own_network()
    {
        await WithFailureConfig(NoData, async () =>
        {
            using var silent = await ConnectAsync();
            await OutsideAsync(() => WithFailureConfig(
                new FailureConfig(new IncomingNetworkFailure { Targets = [ProcessTarget.Self], MinLength = 1, Action = PacketAction.Reset }),
                async () =>
                {
                    using var broken = await ConnectAsync();
                    (await Should.ThrowAsync<SocketException>(AskAsync(broken, Patience))).SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
                    return true;
                }));
            (await AskAsync(silent, Silence)).ShouldBeNull();
        });
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _server.Port).WaitAsync(Patience);
        return socket;
    }

    private static async Task<string?> AskAsync(Socket socket, TimeSpan timeout)
    {
        using var over = new CancellationTokenSource(timeout);
        await socket.SendAsync("hello"u8.ToArray());
        var answer = new byte[16];
        try
        {
            return System.Text.Encoding.ASCII.GetString(answer, 0, await socket.ReceiveAsync(answer, over.Token));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<string> GetAsync(string url, TimeSpan timeout)
    {
        using var client = new HttpClient { Timeout = timeout };
        return await client.GetStringAsync(url);
    }

    private static async Task<T> OutsideAsync<T>(Func<Task<T>> work)
    {
        Task<T> running;
        using (ExecutionContext.SuppressFlow())
            running = Task.Run(work);
        return await running;
    }
}
