namespace Minderbinder.Testing.Tests.Processes;

public class ProcessOutputTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_streams_are_captured()
    {
        await using var process = Launch.Shell("echo one; echo oops >&2; echo two");
        await process.WaitForExitAsync(cancellationToken: Cancellation);

        process.StandardOutput.ShouldBe("one\ntwo\n");
        process.StandardError.ShouldBe("oops\n");
        process.Output.Count.ShouldBe(3);
        process.Output.Single(line => line.Source == OutputSource.StandardError).Text.ShouldBe("oops");
        process.Output[0].At.ShouldBe(DateTimeOffset.Now, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Lines_of_both_streams_are_in_the_order_of_their_arrival()
    {
        await using var process = Launch.Shell("while read line; do echo $line; read line; echo $line >&2; done");
        for (var i = 0; i < 10; i++)
        {
            await process.StandardInput.WriteLineAsync($"<{i}>");
            await process.WaitForOutputAsync($"<{i}>", cancellationToken: Cancellation);
        }

        process.Output.Select(line => line.Text).ShouldBe(Enumerable.Range(0, 10).Select(i => $"<{i}>"));
        process.Output.Count(line => line.Source == OutputSource.StandardError).ShouldBe(5);
    }

    [Fact]
    public async Task Text_without_a_line_break_is_there_while_running_and_a_line_after_exit()
    {
        await using var process = Launch.Shell("printf 'Name? '; read name; printf 'Hello %s' $name");
        await Launch.UntilAsync(() => process.StandardOutput == "Name? ");
        process.Output.ShouldBeEmpty();

        await process.StandardInput.WriteLineAsync("you");
        await process.WaitForExitAsync(cancellationToken: Cancellation);
        process.Output.ShouldHaveSingleItem().Text.ShouldBe("Name? Hello you");
        process.StandardOutput.ShouldBe("Name? Hello you");
    }

    [Fact]
    public async Task A_hundred_thousand_lines()
    {
        await using var process = Launch.Shell("seq 100000");
        await process.WaitForExitAsync(cancellationToken: Cancellation);

        process.Output.Count.ShouldBe(50_000);
        process.DroppedLines.ShouldBe(50_000);
        process.Output[0].Text.ShouldBe("50001");
        process.Output[^1].Text.ShouldBe("100000");
    }

    [Fact]
    public async Task A_process_that_fills_both_pipes_is_never_stuck()
    {
        await using var process = Launch.Shell("seq 20000 >&2; seq 20000; seq 20000 >&2");
        await process.WaitForExitAsync(cancellationToken: Cancellation);

        process.Output.Count.ShouldBe(50_000);
        process.DroppedLines.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_megabyte_without_a_line_break()
    {
        await using var process = Launch.Shell("head -c 1000000 /dev/zero | tr '\\0' x");
        await process.WaitForExitAsync(cancellationToken: Cancellation);

        process.Output.ShouldHaveSingleItem().Text.ShouldEndWith("x [... 983616 more characters]");
    }

    [Fact]
    public async Task The_end_of_its_input_reaches_the_process()
    {
        await using var process = Launch.Shell("cat");
        await process.StandardInput.WriteAsync("grün\n€");
        process.StandardInput.Close();

        (await process.WaitForExitAsync(cancellationToken: Cancellation)).ShouldBe(0);
        process.StandardOutput.ShouldBe("grün\n€");
    }

    [Fact]
    public async Task A_child_that_holds_the_pipes_keeps_nobody_waiting()
    {
        await using var process = Launch.Shell("sleep 300 & echo done");

        (await process.WaitForExitAsync(cancellationToken: Cancellation)).ShouldBe(0);
        process.StandardOutput.ShouldBe("done\n");
    }

    [Fact]
    public async Task A_child_that_never_stops_writing_keeps_nobody_waiting()
    {
        await using var process = Launch.Shell("yes & yes >&2 & echo done");

        (await process.WaitForExitAsync(cancellationToken: Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_child_writes_after_the_exit_still_arrives()
    {
        await using var process = Launch.Shell("exec 3<&0; (read go <&3; echo late) & echo early");
        await process.WaitForExitAsync(cancellationToken: Cancellation);
        process.StandardOutput.ShouldBe("early\n");

        await process.StandardInput.WriteLineAsync("go");
        await Launch.UntilAsync(() => process.StandardOutput == "early\nlate\n");
    }

    [Fact]
    public async Task Output_is_complete_after_a_stop()
    {
        await using var process = Launch.Shell("(trap 'echo child; exit' TERM; echo up; while :; do sleep 0.02; done) & wait");
        await process.WaitForOutputAsync("up", cancellationToken: Cancellation);
        await process.StopAsync();

        process.StandardOutput.ShouldBe("up\nchild\n");
    }

    [Fact]
    public async Task Many_at_once()
    {
        var exits = Enumerable.Range(0, 20).Select(async i =>
        {
            await using var process = Launch.Shell("echo $1; exit $1", $"{i}");
            (await process.WaitForExitAsync(cancellationToken: Cancellation)).ShouldBe(i);
            process.StandardOutput.ShouldBe($"{i}\n");
        });

        await Task.WhenAll(exits);
    }
}
