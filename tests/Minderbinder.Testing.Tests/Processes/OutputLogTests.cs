using System.Text;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing.Tests.Processes;

public class OutputLogTests
{
    private readonly OutputLog _log = new();

    [Fact]
    public void Old_lines_make_room_for_new_ones()
    {
        for (var i = 0; i < OutputLog.MaxLines + 10; i++)
            Append($"{i}\n");

        _log.Dropped.ShouldBe(10);
        _log.Lines.Length.ShouldBe(OutputLog.MaxLines);
        _log.Lines[0].Text.ShouldBe("10");
        _log.Tail(2).Last.Select(line => line.Text).ShouldBe([$"{OutputLog.MaxLines + 8}", $"{OutputLog.MaxLines + 9}"]);
        _log.Tail(2).Count.ShouldBe(OutputLog.MaxLines + 10);
    }

    [Fact]
    public void Long_lines_make_room_sooner()
    {
        const int Fitting = OutputLog.MaxCharacters / LineAssembler.MaxLength;
        for (var i = 0; i < Fitting + 3; i++)
            Append(new string('x', LineAssembler.MaxLength) + "\n");

        _log.Dropped.ShouldBe(3);
        _log.Lines.Length.ShouldBe(Fitting);
    }

    [Fact]
    public void The_text_of_a_stream_is_what_was_written_to_it()
    {
        Append("a\nb");
        _log.Append(OutputSource.StandardError, "oops\n"u8);

        _log.TextOf(OutputSource.StandardOutput).ShouldBe("a\nb");
        _log.EndLine(OutputSource.StandardOutput);
        _log.TextOf(OutputSource.StandardOutput).ShouldBe("a\nb");
        _log.TextOf(OutputSource.StandardError).ShouldBe("oops\n");
    }

    [Fact]
    public async Task A_search_finds_the_first_line_that_matches_old_or_new()
    {
        Append("ready 1\nready 2\n");
        (await FindAsync("ready")).Text.ShouldBe("ready 1");

        var pending = FindAsync("steady");
        pending.IsCompleted.ShouldBeFalse();
        Append("steady 1\nsteady 2\n");
        (await pending).Text.ShouldBe("steady 1");
    }

    [Fact]
    public async Task A_search_does_not_see_an_unfinished_line()
    {
        var pending = FindAsync("port 80");
        Append("port 80");
        pending.IsCompleted.ShouldBeFalse();
        Append("80\n");
        (await pending).Text.ShouldBe("port 8080");
    }

    [Fact]
    public void A_cancelled_search_is_over()
    {
        using var cancellation = new CancellationTokenSource();
        var pending = _log.FindAsync(_ => true, cancellation.Token);
        cancellation.Cancel();
        Append("a\n");

        pending.IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public async Task A_pattern_that_throws_fails_the_search_and_not_the_reading()
    {
        var pending = _log.FindAsync(_ => throw new InvalidOperationException("bad pattern"), TestContext.Current.CancellationToken);
        Append("a\n");

        (await Should.ThrowAsync<InvalidOperationException>(pending)).Message.ShouldBe("bad pattern");
        _log.Lines.Length.ShouldBe(1);
    }

    private void Append(string text) => _log.Append(OutputSource.StandardOutput, Encoding.UTF8.GetBytes(text));

    private Task<OutputLine> FindAsync(string text) =>
        _log.FindAsync(line => line.Contains(text, StringComparison.Ordinal), TestContext.Current.CancellationToken);
}
