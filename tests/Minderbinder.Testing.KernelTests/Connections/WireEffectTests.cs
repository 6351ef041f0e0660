using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Networks;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Connections;

/// <summary>What programs notice of connections that are slow or break. Each has its twin outside.</summary>
public class WireEffectTests
{
    private static readonly string Long = new('x', 100_000);

    [Fact]
    public async Task Curl_waits_for_a_slow_server()
    {
        using var server = new WebServer();
        await WithFailureConfig(To(server) with { Latency = TimeSpan.FromMilliseconds(400) }, async () =>
        {
            (await SecondsAsync(server, Command.RunAsync)).ShouldBeGreaterThanOrEqualTo(0.395);
            (await SecondsAsync(server, Command.RunOutsideAsync)).ShouldBeLessThan(0.395);
        });
    }

    [Fact]
    public async Task Curl_waits_for_a_connection_that_starts_slowly()
    {
        using var server = new WebServer();
        await WithFailureConfig(
            To(server) with { SlowStart = TimeSpan.FromMilliseconds(400) },
            async () => (await SecondsAsync(server, Command.RunAsync)).ShouldBeGreaterThanOrEqualTo(0.395));
    }

    [Fact]
    public async Task Curl_loads_at_the_bandwidth()
    {
        using var server = new WebServer(answer: Long);
        await WithFailureConfig(
            To(server) with { Bandwidth = 200_000 },
            async () => (await SecondsAsync(server, Command.RunAsync)).ShouldBeGreaterThanOrEqualTo(0.49));
    }

    [Theory]
    [InlineData(CutEffect.Reset, 56)] // "Failure with receiving network data", curl(1)
    [InlineData(CutEffect.Close, 18)] // "Partial file"
    public async Task Curl_sees_an_answer_that_breaks_off(CutEffect effect, int exitCode)
    {
        using var server = new WebServer(answer: Long);
        await WithFailureConfig(To(server) with { Cut = new() { AfterBytes = 10_000, By = effect } }, async () =>
        {
            (await Command.RunAsync("curl", "-sS", server.Url)).ExitCode.ShouldBe(exitCode);
            (await Command.RunOutsideAsync("curl", "-sS", server.Url)).ExitCode.ShouldBe(0);
        });
    }

    [Fact]
    public async Task Curl_gives_up_on_silence()
    {
        using var server = new WebServer(answer: Long);
        await WithFailureConfig(
            To(server) with { Cut = new() { AfterBytes = 10_000, By = CutEffect.Silence } },
            async () => (await Command.RunAsync("curl", "-sS", "--max-time", "1", server.Url)).ExitCode.ShouldBe(28)); // "Operation timeout"
    }

    [Fact]
    public async Task Curl_is_refused()
    {
        using var server = new WebServer();
        await WithFailureConfig(To(server) with { Refuse = true }, async () =>
        {
            // "Failed to connect"; or, where the programs in the kernel connect it first, "Failure with receiving network data".
            (await Command.RunAsync("curl", "-sS", server.Url)).ExitCode.ShouldBeOneOf(7, 56);
            (await Command.RunOutsideAsync("curl", "-sS", server.Url)).ExitCode.ShouldBe(0);
        });
    }

    [Fact]
    public async Task Redis_waits_for_a_slow_server_at_each_command()
    {
        using var redis = await Redis.StartAsync();
        await WithFailureConfig(
            new FailureConfig(new ConnectionFailure { Addresses = ["127.0.0.1"], Ports = [redis.Port], Latency = TimeSpan.FromMilliseconds(150) }),
            async scope =>
            {
                var time = Stopwatch.StartNew();
                var result = await Command.RunAsync("redis-cli", "-p", $"{redis.Port}", "-r", "3", "ping");

                result.Output.ShouldBe("PONG; PONG; PONG");
                time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(445));
                scope.GetEvidence().Failures[0].Injected.ShouldBe(1);
            });
    }

    [Fact]
    public async Task A_connection_outlives_its_scope_without_its_failure()
    {
        using var server = new EchoServer();
        await using var process = ProcessUnderTest.Start(
            new ProcessStartInfo("/usr/bin/python3", ["-u", "-c", Talk, $"{server.Port}"]),
            new ProcessOptions { MayFail = ["connect", "getpeername"] });
        await WithFailureConfig(To(server.Port) with { Latency = TimeSpan.FromHours(1) }, async scope =>
        {
            await scope.JoinAsync(process);
            await process.StandardInput.WriteLineAsync("one");
            await Eventually.BeTrueAsync(() => scope.GetEvidence().Failures[0].Injected == 1);
            await Task.Delay(300);
            process.StandardOutput.ShouldBe("");
        });
        await process.StandardInput.WriteLineAsync("two");
        await process.WaitForOutputAsync("two");
        process.StandardOutput.ShouldBe("one\ntwo\n");
    }

    private const string Talk = """
        import socket, sys
        s = None
        for line in sys.stdin:
            s = s or socket.create_connection(('127.0.0.1', int(sys.argv[1])))
            s.sendall(line.encode())
            print(s.recv(100).decode(), end='')
        """;

    private static ConnectionFailure To(WebServer server) => To(server.Port);

    private static ConnectionFailure To(int port) => new() { Addresses = ["127.0.0.1"], Ports = [port] };

    private static Task WithFailureConfig(ConnectionFailure failure, Func<Task> body) =>
        FailureInjector.WithFailureConfig(new FailureConfig(failure), body);

    private static Task WithFailureConfig(ConnectionFailure failure, Func<FailureScope, Task> body) =>
        FailureInjector.WithFailureConfig(new FailureConfig(failure), body);

    private static Task WithFailureConfig(FailureConfig config, Func<FailureScope, Task> body) => FailureInjector.WithFailureConfig(config, body);

    private static async Task<double> SecondsAsync(WebServer server, Func<string, string[], Task<Command.Result>> run)
    {
        var result = await run("curl", ["-sS", "-o", "/dev/null", "-w", "%{time_total}", server.Url]);
        result.ExitCode.ShouldBe(0, result.Error);
        return double.Parse(result.Output, System.Globalization.CultureInfo.InvariantCulture);
    }
}
