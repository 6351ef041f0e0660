using System.Net;
using Minderbinder.Testing.KernelTests.Networks;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Connections;

/// <summary>Programs that know nothing of this library, and connect to names that exist nowhere. Bystanders find no such name.</summary>
public class RedirectionTests
{
    private const string Nowhere = "http://pay.nowhere.example/";

    [Theory]
    [InlineData("curl", "-sS", Nowhere)]
    [InlineData("wget", "-q", "-O", "-", Nowhere)]
    [InlineData("/usr/bin/python3", "-c", $"import urllib.request; print(urllib.request.urlopen('{Nowhere}').read().decode())")]
    [InlineData("node", "-e", $"fetch('{Nowhere}').then(r => r.text()).then(console.log)")]
    public async Task A_name_that_exists_nowhere_is_answered_by_the_test(string program, params string[] arguments)
    {
        using var server = new WebServer(answer: "by the test");
        var config = new FailureConfig(new ConnectionFailure { Hosts = ["*.nowhere.example"], AnsweredBy = At(server.Port) });

        await WithFailureConfig(config, async scope =>
        {
            var inside = await Command.RunAsync(program, arguments);
            inside.Output.ShouldBe("by the test", inside.Error);
            (await Command.RunOutsideAsync(program, arguments)).Output.ShouldNotContain("by the test");
            scope.GetEvidence().Connections.ShouldContain(connection => connection.Host == "pay.nowhere.example" && connection.Endpoint.Port == 80);
        });
        (await Command.RunAsync(program, arguments)).Output.ShouldNotContain("by the test");
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task HttpClient_keeps_its_connection(string version)
    {
        await using var server = await SayYes.SayYesServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var config = new FailureConfig(new ConnectionFailure { Hosts = ["pay.nowhere.example"], AnsweredBy = server });

        await WithFailureConfig(config, async scope =>
        {
            var result = await Command.RunAsync(
                "dotnet", Tools.Scenarios, "fetch", version, "https://pay.nowhere.example/a", "https://pay.nowhere.example/b");

            result.Output.ShouldMatch($"^{version} 200.*; {version} 200", result.Error);
            scope.GetEvidence().Failures[0].Injected.ShouldBe(1);
        });
        server.Requests.Select(request => request.Path).ShouldBe(["/a", "/b"]);
    }

    [Fact]
    public async Task A_program_sees_the_peer_that_it_asked_for()
    {
        using var server = new WebServer();
        const string Script = """
            import socket
            s = socket.create_connection(('pay.nowhere.example', 8123))
            asked = socket.gethostbyname('pay.nowhere.example')
            print(s.getpeername() == (asked, 8123), asked)
            """;
        await WithFailureConfig(
            new FailureConfig(new ConnectionFailure { Hosts = ["pay.nowhere.example"], AnsweredBy = At(server.Port) }),
            async () => (await Python.RunAsync(Script)).ShouldMatch(@"^True (192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$"));
    }

    [Theory]
    [InlineData("blocking", "s = socket.socket(); s.settimeout(None); s.connect((host, port)); s.sendall(b'x'); print(s.recv(9).decode())")]
    [InlineData("with a timeout", "s = socket.create_connection((host, port), 30); s.sendall(b'x'); print(s.recv(9).decode())")]
    [InlineData("non-blocking", """
        import select
        s = socket.socket(); s.setblocking(False)
        print(s.connect_ex((host, port)) in (0, 115), end=' ')
        select.select([], [s], []); print(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR), end=' ')
        print(s.connect_ex((host, port)), end=' ')
        s.setblocking(True); s.sendall(b'x'); print(s.recv(9).decode())
        """)]
    [InlineData("asyncio", """
        import asyncio
        async def main():
            r, w = await asyncio.open_connection(host, port)
            w.write(b'x'); print((await r.read(9)).decode())
        asyncio.run(main())
        """)]
    [InlineData("another thread", """
        import threading
        def run():
            s = socket.create_connection((host, port)); s.sendall(b'x'); print(s.recv(9).decode())
        t = threading.Thread(target=run); t.start(); t.join()
        """)]
    [InlineData("v4-mapped", "s = socket.socket(socket.AF_INET6); s.connect(('::ffff:' + host, port)); s.sendall(b'x'); print(s.recv(9).decode())")]
    public async Task A_connection_is_made_in_any_way(string way, string script)
    {
        using var server = new WebServer();
        using var meant = new WebServer(answer: "no"); // it exists, on loopback, and is asked for
        await WithFailureConfig(
            new FailureConfig(new ConnectionFailure { Addresses = ["127.0.0.1"], Ports = [meant.Port], AnsweredBy = At(server.Port) }),
            async scope =>
            {
                var output = await Python.RunAsync($"import socket\nhost, port = '127.0.0.1', {meant.Port}\n{script}");
                output.Replace("; ", " ").ShouldBe(way == "non-blocking" ? "True 0 0 HTTP/1.0" : "HTTP/1.0", way);
                scope.GetEvidence().Failures[0].Injected.ShouldBe(1);
            });
    }

    [Fact]
    public async Task IPv6_connections_are_redirected_too()
    {
        using var server = new WebServer();
        const string Script = """
            import socket
            s = socket.socket(socket.AF_INET6); s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            s.connect(('2001:db8::1', 8123)); s.sendall(b'x'); print(s.recv(8).decode(), s.getpeername()[0])
            """;
        await WithFailureConfig(
            new FailureConfig(new ConnectionFailure { Addresses = ["2001:db8::/32"], AnsweredBy = At(server.Port) }),
            async () => (await Python.RunAsync(Script)).ShouldBe("HTTP/1.0 2001:db8::1"));
    }

    [Fact]
    public async Task Loopback_is_left_alone_unless_it_is_named()
    {
        using var server = new WebServer(answer: "meant");
        using var other = new WebServer(answer: "other");
        var everything = new ConnectionFailure { AnsweredBy = At(other.Port), Optional = true };

        await WithFailureConfig(new FailureConfig(everything), async () => (await CurlAsync(server)).Output.ShouldBe("meant"));
        await WithFailureConfig(new FailureConfig(everything with { Hosts = ["localhost"] }), async () =>
        {
            (await Command.RunAsync("curl", "-sS4", $"http://localhost:{server.Port}/")).Output.ShouldBe("other");
            (await Command.RunOutsideAsync("curl", "-sS4", $"http://localhost:{server.Port}/")).Output.ShouldBe("meant");
        });
    }

    [Fact]
    public async Task The_schedule_counts_connections_and_the_rest_reach_their_server()
    {
        using var server = new WebServer(answer: "meant");
        using var other = new WebServer(answer: "other");
        var failure = new ConnectionFailure
        {
            Addresses = ["127.0.0.1"],
            Ports = [server.Port],
            AnsweredBy = At(other.Port),
            Skip = 1,
            Every = 2,
            Times = 2,
        };

        await WithFailureConfig(new FailureConfig(failure), async scope =>
        {
            List<string> outputs = [];
            for (var i = 0; i < 7; i++)
                outputs.Add((await CurlAsync(server)).Output);

            outputs.ShouldBe(["meant", "meant", "other", "meant", "other", "meant", "meant"]);
            var evidence = scope.GetEvidence().Failures[0];
            (evidence.Matched, evidence.Injected, evidence.Mechanism).ShouldBe((7, 2, evidence.Mechanism));
            scope.GetInjections().Select(injection => (injection.Call, injection.Subject, injection.ProcessName))
                .ShouldBe([(3, $"127.0.0.1:{server.Port}", "curl"), (5, $"127.0.0.1:{server.Port}", "curl")]);
        });
    }

    [Fact]
    public async Task Only_the_processes_that_it_means_are_redirected()
    {
        using var server = new WebServer(answer: "meant");
        using var other = new WebServer(answer: "other");
        var failure = new ConnectionFailure { Addresses = ["127.0.0.1"], Ports = [server.Port], AnsweredBy = At(other.Port), Targets = ["wget"] };

        await WithFailureConfig(new FailureConfig(failure), async () =>
        {
            (await CurlAsync(server)).Output.ShouldBe("meant");
            (await Command.RunAsync("wget", "-q", "-O", "-", server.Url)).Output.ShouldBe("other");
        });
    }

    [Fact]
    public async Task A_failure_can_be_paused()
    {
        using var server = new WebServer(answer: "meant");
        using var other = new WebServer(answer: "other");
        var failure = new ConnectionFailure { Addresses = ["127.0.0.1"], Ports = [server.Port], AnsweredBy = At(other.Port) };

        await WithFailureConfig(new FailureConfig(failure), async scope =>
        {
            (await CurlAsync(server)).Output.ShouldBe("other");
            scope.Pause(failure);
            (await CurlAsync(server)).Output.ShouldBe("meant");
            scope.Resume(failure);
            (await CurlAsync(server)).Output.ShouldBe("other");
        });
    }

    [Fact]
    public async Task A_failure_that_never_happened_says_what_it_saw()
    {
        using var server = new WebServer();
        var failure = new ConnectionFailure { Name = "slow", Hosts = ["db.nowhere.example"], Latency = TimeSpan.FromSeconds(1) };

        var exception = await Should.ThrowAsync<FailureNotInjectedException>(
            () => WithFailureConfig(new FailureConfig(failure), () => CurlAsync(server)));

        exception.Message.ShouldStartWith(
            $"The failure 'slow' was never injected: its filter matched none of the 1 connection (seen: 127.0.0.1:{server.Port}).");
    }

    [Fact]
    public async Task The_inner_scope_decides_first()
    {
        using var server = new WebServer(answer: "meant");
        using var outer = new WebServer(answer: "outer");
        using var inner = new WebServer(answer: "inner");
        ConnectionFailure By(WebServer by) => new() { Addresses = ["127.0.0.1"], Ports = [server.Port], AnsweredBy = At(by.Port) };

        await WithFailureConfig(new FailureConfig(By(outer)), async () =>
        {
            await WithFailureConfig(new FailureConfig(By(inner) with { Times = 1 }), async () =>
            {
                (await CurlAsync(server)).Output.ShouldBe("inner");
                (await CurlAsync(server)).Output.ShouldBe("outer");
            });
            (await CurlAsync(server)).Output.ShouldBe("outer");
        });
    }

    private static IConnectionAnswer At(int port) => ConnectionAnswer.At(new IPEndPoint(IPAddress.Loopback, port));

    private static Task<Command.Result> CurlAsync(WebServer server) => Command.RunAsync("curl", "-sS", server.Url);
}
