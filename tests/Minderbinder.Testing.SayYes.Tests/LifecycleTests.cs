using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace Minderbinder.Testing.SayYes.Tests;

[Collection(nameof(Alone))]
public class LifecycleTests
{
    [Fact]
    public async Task Several_servers_know_nothing_of_each_other()
    {
        await using var one = await SayYesServer.StartAsync();
        await using var other = await SayYesServer.StartAsync();
        one.On("*", "*").Respond(500);
        using var clientOfOne = Clients.Http(one, secure: true);
        using var clientOfOther = Clients.Http(other, secure: true);

        (await clientOfOne.GetAsync("/a")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await clientOfOther.GetAsync("/b")).StatusCode.ShouldBe(HttpStatusCode.OK);
        one.Requests.Single().Path.ShouldBe("/a");
        other.Requests.Single().Path.ShouldBe("/b");
        one.CertificateFile.ShouldNotBe(other.CertificateFile);
    }

    [Fact]
    public async Task It_listens_on_loopback_only()
    {
        await using var yes = await SayYesServer.StartAsync();
        var (plain, secure) = (yes.BaseUrl, yes.SecureBaseUrl);

        var listeners = System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        listeners.ShouldContain(new IPEndPoint(IPAddress.Loopback, plain.Port));
        listeners.ShouldContain(new IPEndPoint(IPAddress.Loopback, secure.Port));
    }

    [Fact]
    public async Task Disposing_breaks_off_what_is_still_going_on()
    {
        var yes = await SayYesServer.StartAsync();
        yes.On("GET", "/hang").Hang();
        yes.On("GET", "/late").Delay(TimeSpan.FromDays(1));
        yes.On("GET", "/dribble").Dribble(1, TimeSpan.FromDays(1));
        using var client = Clients.Http(yes);
        using var client2 = Clients.Http(yes, secure: true, version: 2);
        using var socket = new ClientWebSocket();
        using var half = await RawClient.ConnectAsync(yes);
        using var idle = await RawClient.ConnectAsync(yes);
        await half.SendAsync("POST /half HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nfirst");
        await socket.ConnectAsync(new UriBuilder(yes.BaseUrl) { Scheme = "ws", Path = "/socket" }.Uri, default);
        string[] paths = ["/hang", "/late", "/dribble"];
        Task[] requests = [.. paths.Select(client.GetStringAsync), .. paths.Select(client2.GetStringAsync)];
        await yes.WaitForRequestsAsync("*", "*", 7);

        var clock = Stopwatch.StartNew();
        await yes.DisposeAsync();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        foreach (var request in requests)
            await Should.ThrowAsync<HttpRequestException>(request.WaitAsync(TimeSpan.FromSeconds(60)));
        await Should.ThrowAsync<WebSocketException>(socket.ReceiveAsync(new byte[1], default));
    }

    [Fact]
    public async Task Disposing_frees_the_ports_and_deletes_the_certificate()
    {
        var yes = await SayYesServer.StartAsync();
        File.Exists(yes.CertificateFile).ShouldBeTrue();
        using (var client = Clients.Http(yes))
            await client.GetStringAsync("/");
        var options = new SayYesOptions { Port = yes.BaseUrl.Port, SecurePort = yes.SecureBaseUrl.Port };
        await yes.DisposeAsync();
        await yes.DisposeAsync();

        File.Exists(yes.CertificateFile).ShouldBeFalse();
        await using var next = await SayYesServer.StartAsync(options);
        (next.BaseUrl, next.SecureBaseUrl).ShouldBe((yes.BaseUrl, yes.SecureBaseUrl));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error()
    {
        await using var first = await SayYesServer.StartAsync();
        var port = first.BaseUrl.Port;

        (await Should.ThrowAsync<IOException>(SayYesServer.StartAsync(new() { SecurePort = port }))).Message.ShouldBe(
            $"Failed to bind to address https://127.0.0.1:{port}: address already in use. "
            + "Give another port in SayYesOptions.Port or SecurePort, or leave it at 0 for one that is free.");
    }

    [Fact]
    public async Task What_Configure_throws_ends_the_start()
    {
        var certificate = "";
        (await Should.ThrowAsync<InvalidOperationException>(SayYesServer.StartAsync(new()
        {
            Configure = yes =>
            {
                certificate = yes.CertificateFile;
                _ = yes.BaseUrl;
            },
        }))).Message.ShouldBe("The server has no address before it has started. In SayYesOptions.Configure, only register rules.");
        File.Exists(certificate).ShouldBeFalse();
    }

    [Fact]
    public async Task A_start_can_be_cancelled() =>
        await Should.ThrowAsync<OperationCanceledException>(SayYesServer.StartAsync(cancellationToken: new CancellationToken(canceled: true)));

    /// <summary>A failure scope flows with the test; calls of a server's threads are none of the process under test.</summary>
    [Fact]
    public async Task What_flows_with_the_test_does_not_flow_into_the_server()
    {
        var flow = new AsyncLocal<string> { Value = "the test's" };
        var seen = "nothing";
        await using var yes = await SayYesServer.StartAsync(new() { Configure = _ => seen = flow.Value });

        seen.ShouldBeNull();
        flow.Value.ShouldBe("the test's");
    }

    [Fact]
    public async Task It_starts_where_nothing_flows_as_well()
    {
        Task<SayYesServer> start;
        using (ExecutionContext.SuppressFlow())
            start = SayYesServer.StartAsync();
        await using var yes = await start;

        yes.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Kestrel_logs_where_it_is_told_to()
    {
        using var provider = new Messages();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(provider));
        await using (var yes = await SayYesServer.StartAsync(new() { LoggerFactory = loggers }))
        {
            using var client = Clients.Http(yes);
            await client.GetStringAsync("/");
        }

        provider.Categories.ShouldContain("Microsoft.AspNetCore.Server.Kestrel.Connections");
    }

    private sealed class Messages : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _categories = new();

        public IEnumerable<string> Categories => _categories;

        public ILogger CreateLogger(string categoryName)
        {
            _categories.Enqueue(categoryName);
            return this;
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
