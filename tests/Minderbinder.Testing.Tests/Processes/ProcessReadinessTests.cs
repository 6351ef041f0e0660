using System.Net;
using System.Text.RegularExpressions;

namespace Minderbinder.Testing.Tests.Processes;

public class ProcessReadinessTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.25);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Listens on a port of an address; says "seen" when somebody connects.</summary>
    private const string Listener =
        """
        import socket, sys
        s = socket.create_server((sys.argv[2], int(sys.argv[1])), family=socket.AF_INET6 if ':' in sys.argv[2] else socket.AF_INET)
        s.accept()
        print('seen')
        """;

    /// <summary>Answers each request with the next of the given statuses, the last one for ever; "hang" hangs.</summary>
    private const string Server =
        """
        import http.server, sys, threading
        answers = sys.argv[2:]
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                answer = answers.pop(0) if len(answers) > 1 else answers[0]
                if answer == 'hang':
                    threading.Event().wait()
                self.send_response(int(answer))
                self.end_headers()
        http.server.ThreadingHTTPServer(('127.0.0.1', int(sys.argv[1])), Handler).serve_forever()
        """;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::")]
    public async Task For_a_port(string address)
    {
        var port = Launch.FreePort();
        await using var process = Launch.Python(Listener, port, address);
        await process.WaitForPortAsync(port, cancellationToken: Cancellation);

        // The wait itself must not be a client.
        process.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task For_a_port_in_vain()
    {
        await using var process = Launch.Shell("sleep 300");
        var port = Launch.FreePort();
        var exception = await Should.ThrowAsync<ProcessWaitException>(process.WaitForPortAsync(port, Short, Cancellation));

        exception.Message.ShouldBe(
            $"""
            Timed out after 0.25 s waiting for TCP port {port} on loopback.
            Last attempt: nobody listens there.
            Process: sh -c 'sleep 300' sh (id {process.Id}), still running.
            Output: none.
            """);
    }

    [Fact]
    public async Task For_a_port_of_a_process_that_exits()
    {
        await using var process = Launch.Shell("echo 'address in use' >&2; exit 1");
        var exception = await Should.ThrowAsync<ProcessWaitException>(
            process.WaitForPortAsync(Launch.FreePort(), cancellationToken: Cancellation));

        exception.ExitCode.ShouldBe(1);
        exception.Message.ShouldMatch(@"^Waited for TCP port \d+ on loopback, but the process exited after [\d.]+ s\.");
        exception.Message.ShouldEndWith("exited with code 1.\nOutput:\n  err| address in use");
    }

    [Fact]
    public async Task For_http_success_past_refusals_and_errors()
    {
        var port = Launch.FreePort();
        await using var process = Launch.Python(Server, port, 503, 404, 302, 204);
        var status = await process.WaitForHttpAsync($"http://localhost:{port}/health", cancellationToken: Cancellation);

        status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task For_a_certain_http_status()
    {
        var port = Launch.FreePort();
        await using var process = Launch.Python(Server, port, 200, 503);
        var status = await process.WaitForHttpAsync(
            $"http://127.0.0.1:{port}/", HttpStatusCode.ServiceUnavailable, cancellationToken: Cancellation);

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task For_http_past_a_request_that_is_never_answered()
    {
        var port = Launch.FreePort();
        await using var process = Launch.Python(Server, port, "hang", 200);

        (await process.WaitForHttpAsync($"http://127.0.0.1:{port}/", cancellationToken: Cancellation)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task For_http_in_vain()
    {
        var port = Launch.FreePort();
        await using var process = Launch.Python(Server, port, 503);
        await process.WaitForHttpAsync(
            $"http://127.0.0.1:{port}/", HttpStatusCode.ServiceUnavailable, cancellationToken: Cancellation);
        var exception = await Should.ThrowAsync<ProcessWaitException>(
            process.WaitForHttpAsync($"http://127.0.0.1:{port}/health", null, TimeSpan.FromSeconds(2), Cancellation));

        exception.Message.ShouldStartWith(
            $"Timed out after 2 s waiting for http://127.0.0.1:{port}/health to answer with a success status.\n"
            + "Last attempt: answered 503 ServiceUnavailable.\n");
        exception.Message.ShouldContain("still running.\nOutput");
        exception.Message.ShouldContain("""  err| 127.0.0.1 - - [""");
    }

    [Fact]
    public async Task For_http_of_a_process_that_exits()
    {
        var port = Launch.FreePort();
        await using var process = Launch.Shell("read go; exit 1");
        var wait = process.WaitForHttpAsync($"http://127.0.0.1:{port}/", HttpStatusCode.OK, cancellationToken: Cancellation);
        await Task.Delay(Short, Cancellation);
        process.StandardInput.Close();
        var exception = await Should.ThrowAsync<ProcessWaitException>(wait);

        Regex.Replace(exception.Message, @"after [\d.]+ s", "after N s").ShouldStartWith(
            $"Waited for http://127.0.0.1:{port}/ to answer 200 OK, but the process exited after N s.\n");
    }
}
