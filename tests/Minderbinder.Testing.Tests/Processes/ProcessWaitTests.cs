using System.Text.RegularExpressions;

namespace Minderbinder.Testing.Tests.Processes;

public class ProcessWaitTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.25);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task For_exit_in_vain()
    {
        await using var process = Launch.Shell("sleep 300");
        var exception = await Should.ThrowAsync<ProcessWaitException>(process.WaitForExitAsync(Short, Cancellation));

        exception.ExitCode.ShouldBeNull();
        exception.Message.ShouldBe(
            $"""
            Timed out after 0.25 s waiting for the process to exit.
            Process: sh -c 'sleep 300' sh (id {process.Id}), still running.
            Output: none.
            """);
    }

    [Fact]
    public async Task For_exit_by_a_signal()
    {
        await using var process = Launch.Shell("kill -SEGV $$");

        (await process.WaitForExitAsync(cancellationToken: Cancellation)).ShouldBe(128 + 11);
    }

    [Fact]
    public async Task For_a_line_that_came_before_or_comes_later()
    {
        await using var process = Launch.Shell("echo ready 1; echo ready 2 >&2; read go; echo $go 3");
        await process.WaitForOutputAsync("2", cancellationToken: Cancellation);
        (await process.WaitForOutputAsync("ready", cancellationToken: Cancellation)).Text.ShouldStartWith("ready");

        var wait = process.WaitForOutputAsync(new Regex(@"^\w+ (?<number>3)$"), cancellationToken: Cancellation);
        await process.StandardInput.WriteLineAsync("steady");
        (await wait).ShouldSatisfyAllConditions(
            line => line.Text.ShouldBe("steady 3"),
            line => line.Source.ShouldBe(OutputSource.StandardOutput));
    }

    [Fact]
    public async Task For_a_line_in_vain()
    {
        await using var process = Launch.Shell("echo starting; echo careful >&2; printf half; sleep 300");
        await Launch.UntilAsync(() => process.StandardOutput == "starting\nhalf" && process.StandardError == "careful\n");
        var exception = await Should.ThrowAsync<ProcessWaitException>(process.WaitForOutputAsync("ready", Short, Cancellation));

        // The order of the two streams is that of their arrival.
        exception.Message.Replace("  err| careful\n  out| starting", "  out| starting\n  err| careful").ShouldBe(
            $"""
            Timed out after 0.25 s waiting for a line of output that contains "ready".
            Process: sh -c 'echo starting; echo careful >&2; printf half; sleep 300' sh (id {process.Id}), still running.
            Output:
              out| starting
              err| careful
              out| half
            """);
    }

    [Fact]
    public async Task For_a_line_of_a_process_that_exits()
    {
        await using var process = Launch.Shell("seq 30; exit 3");
        var exception = await Should.ThrowAsync<ProcessWaitException>(
            process.WaitForOutputAsync(new Regex("ready|set"), cancellationToken: Cancellation));

        exception.ExitCode.ShouldBe(3);
        Regex.Replace(exception.Message, @"after [\d.]+ s", "after N s").ShouldBe(
            $"""
            Waited for a line of output that matches /ready|set/, but the process exited after N s.
            Process: sh -c 'seq 30; exit 3' sh (id {process.Id}), exited with code 3.
            Output, the last 20 of 30 lines:
            {string.Join('\n', Enumerable.Range(11, 20).Select(i => $"  out| {i}"))}
            """);
    }

    [Fact]
    public async Task For_a_line_of_a_process_that_is_killed_meanwhile()
    {
        await using var process = Launch.Shell("sleep 300");
        var wait = process.WaitForOutputAsync("ready", cancellationToken: Cancellation);
        await process.StopAsync(TimeSpan.Zero);

        (await Should.ThrowAsync<ProcessWaitException>(wait)).Message.ShouldContain(
            "exited with code 137 (128 + 9: killed by signal 9).");
    }

    [Fact]
    public async Task The_last_words_of_a_process_count()
    {
        await using var process = Launch.Shell("printf ready; exit 1");

        (await process.WaitForOutputAsync("ready", cancellationToken: Cancellation)).Text.ShouldBe("ready");
    }

    [Fact]
    public async Task A_pattern_that_takes_too_long_fails_as_itself()
    {
        await using var process = Launch.Shell("head -c 5000 /dev/zero | tr '\\0' a; echo b; sleep 300");
        var endless = new Regex("^(a+)+$", RegexOptions.None, TimeSpan.FromMilliseconds(20));

        await Should.ThrowAsync<RegexMatchTimeoutException>(process.WaitForOutputAsync(endless, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Every_wait_can_be_cancelled()
    {
        await using var process = Launch.Shell("sleep 300");
        using var cancellation = new CancellationTokenSource();
        var token = cancellation.Token;
        Task[] waits =
        [
            process.WaitForExitAsync(cancellationToken: token),
            process.WaitForOutputAsync("ready", cancellationToken: token),
            process.WaitForPortAsync(Launch.FreePort(), cancellationToken: token),
            process.WaitForHttpAsync($"http://127.0.0.1:{Launch.FreePort()}/", cancellationToken: token),
        ];
        await cancellation.CancelAsync();

        foreach (var wait in waits)
            await Should.ThrowAsync<OperationCanceledException>(wait);

        await Should.ThrowAsync<OperationCanceledException>(process.WaitForExitAsync(cancellationToken: token));
    }

    [Fact]
    public async Task Nonsense_is_refused_at_once()
    {
        await using var process = Launch.Shell("sleep 300");

        Should.Throw<ArgumentException>(() => process.WaitForOutputAsync("", cancellationToken: Cancellation));
        Should.Throw<ArgumentOutOfRangeException>(() => process.WaitForPortAsync(0, cancellationToken: Cancellation));
        Should.Throw<ArgumentOutOfRangeException>(() => process.WaitForPortAsync(65536, cancellationToken: Cancellation));
        Should.Throw<ArgumentException>(() => process.WaitForHttpAsync("/health", cancellationToken: Cancellation))
            .Message.ShouldStartWith("'/health' is not an absolute http or https URL.");
        await Should.ThrowAsync<ArgumentOutOfRangeException>(process.WaitForExitAsync(TimeSpan.FromSeconds(-2), Cancellation));
    }
}
