using Minderbinder.Testing;
using Minderbinder.Tool.Screen;

namespace Minderbinder.Tool.Tests;

/// <summary>What is drawn follows from the model and the size alone, so no terminal is needed to look at it.</summary>
public class ScreenTests
{
    private static readonly string[] Columns = ["failure ", "targets ", "rate ", "matched ", "injected ", "last"];
    private static readonly Failure Full = new SyscallFailure("pwrite64", Errno.ENOSPC) { Name = "disk_full", Targets = ["sqlite3"] };

    private static readonly ScreenModel Model = new()
    {
        Title = "disk.yaml",
        Elapsed = TimeSpan.FromSeconds(3_725),
        Seed = 4711,
        Failures =
        [
            new(
                Full,
                Mechanism.SecurityHook,
                1_000_000,
                123_456,
                7) { Rate = 12.5, IsPaused = false, Last = TimeSpan.FromSeconds(90), History = [0, 1, 5, 10] },
            new(new SyscallFailure("fsync", Errno.EIO), Mechanism.SeccompNotification, 0, 0, 0) { Rate = 100, IsPaused = true },
        ],
        Members = [new(0, 100, "sh", TimeSpan.FromMinutes(2), null), new(1, 101, "sqlite3", TimeSpan.FromSeconds(5), 1)],
        Log = ["12:00:00.000 disk_full: pwrite64 = ENOSPC, call 1, in sqlite3 (101)", "12:00:01.000 another line"],
        Peers = [("10.0.0.1:5432", 12_345)],
        Calls = new([1, 2, 3], [0, 0, 4], [9, 9, 9], [new("openat", 123.4, 5_000, 17, TimeSpan.Zero), new("read", 1, 10, 0, TimeSpan.FromHours(2))]),
    };

    public static TheoryData<int, int> Sizes => new() { { 80, 24 }, { 200, 60 }, { 20, 8 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void It_fits_whatever_the_size(int width, int height)
    {
        var lines = Draw(Model, width, height);

        lines.Length.ShouldBeLessThanOrEqualTo(height);
        lines.ShouldAllBe(line => line.Length <= width);
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(200, 60)]
    public void It_shows_failures_processes_calls_and_the_log(int width, int height)
    {
        var text = string.Join('\n', Draw(Model, width, height));

        text.ShouldContain("01:02:05");
        text.ShouldContain("injected 123456 (7 not listed)  ? help  q quit  ");
        text.ShouldMatch(@">\s*disk_full\s+sqlite3\s+security_hook\s+12\.5%\s+1,000,000\s+123,456\s+1m");
        text.ShouldContain("paused");
        text.ShouldContain("100 sh 2m");
        text.ShouldContain("  101 sqlite3 exit 1");
        text.ShouldMatch(@"openat\s+123\s+5,000\s+17\s+0s");
        text.ShouldContain("12:00:01.000 another line");
    }

    [Fact]
    public void A_wide_one_has_graphs_of_the_failures_and_the_peers()
    {
        var text = string.Join('\n', Draw(Model, 200, 60));

        text.ShouldContain("▁▂▄█");
        text.ShouldContain("12,345 10.0.0.1:5432");
    }

    /// <summary>A name may be as long as its author likes; numbers are what the screen is for.</summary>
    [Theory]
    [InlineData(60, 16)]
    [InlineData(80, 24)]
    [InlineData(200, 60)]
    public void A_long_text_takes_room_from_no_number(int width, int height)
    {
        var text = new string('n', 100);
        var failure = new SyscallFailure("pwrite64", Errno.ENOSPC) { Name = text, Targets = [new string('t', 100), "sh"] };
        var model = Model with
        {
            Failures = [new(failure, Mechanism.SeccompNotification, 1_234_567, 234_567, 0)
            {
                Rate = 12.5,
                IsPaused = true,
                Last = TimeSpan.FromSeconds(59.9),
            }],
            Members = [new(8, 123_456, text, TimeSpan.Zero, null), new(1, 7, "next", TimeSpan.Zero, 0)],
            Calls = new([1], [1], [1], [new(text, 12_345, 1_234_567, 1_234, TimeSpan.FromSeconds(59.9))]),
            Log = [text + text + text, "the next line"],
        };

        var lines = Draw(model, width, height);

        lines.Length.ShouldBe(height);
        lines.ShouldAllBe(line => line.Length <= width);
        lines.ShouldContain(line => Columns.All(line.Contains));
        lines.ShouldContain(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"> ?n+… +t+… +seccomp.* paused +1,234,567 +234,567 +59s"));
        lines.ShouldContain(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"n+… +12345 +1,234,567 +1,234 +59s"));
        lines.ShouldContain(line => line.Contains("  7 next exit 0"), "each process has one line");
        lines.ShouldContain(line => line.StartsWith("│nnn") && line.EndsWith("n…│"), "the log");
        lines.ShouldContain(line => line.StartsWith("│the next line "));
    }

    [Theory]
    [InlineData(80, "disk.yaml  01:02:05  injected 123456 (7 not listed)  ? help  q quit")]
    [InlineData(100, "disk.yaml  01:02:05  injected 123456 (7 not listed)  ? help  q quit  seed 18446744073709551615")]
    [InlineData(120, "minderbinder disk.yaml  01:02:05  injected 123456 (7 not listed)  ? help  q quit  seed 18446744073709551615")]
    public void A_seed_is_there_as_a_whole_or_not_at_all(int width, string head) =>
        Draw(Model with { Seed = ulong.MaxValue }, width, 24)[0].TrimEnd().ShouldBe(head);

    [Fact]
    public void Scrolling_ends_where_the_log_does()
    {
        var state = new ScreenState();
        for (var i = 0; i < 10; i++)
            state = ScreenKeys.Press(state, Key(ConsoleKey.PageUp), 1).State.In(Model);

        state.Scroll.ShouldBe(Model.Log.Count - 1);
        ScreenKeys.Press(state, Key(ConsoleKey.PageDown), 1).State.Scroll.ShouldBe(0);
    }

    [Fact]
    public void Names_never_reach_the_terminal_as_they_are()
    {
        var evil = "\u001b[2J\u001b]0;owned\u0007\r\n\u202e[red]";
        var model = Model with { Members = [new(0, 1, evil, TimeSpan.Zero, null)], Log = [evil], Title = evil, Peers = [(evil, 1)] };

        var text = string.Join('\n', Draw(model, 200, 60));

        text.ShouldNotContain("\u001b");
        text.ShouldNotContain("\u0007");
        text.ShouldNotContain("\u202e");
        text.ShouldContain("[red]");
    }

    [Fact]
    public void A_filter_leaves_lines_and_calls_that_have_it()
    {
        var text = string.Join('\n', Draw(Model with { State = new() { Filter = "open" } }, 80, 24));

        text.ShouldContain("openat");
        text.ShouldNotContain("another line");
        text.ShouldNotContain("read ");
    }

    [Fact]
    public void NO_COLOR_leaves_no_colours()
    {
        ScreenTerminal.ToText(ScreenView.Draw(Model, 80, 24), 80, 24, hasColors: true).ShouldMatch("\u001b\\[[0-9;]*[39][0-9]m");
        ScreenTerminal.ToText(ScreenView.Draw(Model, 80, 24), 80, 24, hasColors: false).ShouldNotMatch("\u001b\\[[0-9;]*[39][0-9]m");
    }

    [Fact]
    public void Help_says_what_each_key_does()
    {
        var text = string.Join('\n', Draw(Model with { State = new() { ShowsHelp = true } }, 80, 24));

        foreach (var (key, does) in ScreenKeys.Help)
            text.ShouldContain(does, Case.Sensitive, key);
    }

    [Theory]
    [InlineData('p', ScreenAction.TogglePause)]
    [InlineData('+', ScreenAction.RaiseRate)]
    [InlineData('-', ScreenAction.LowerRate)]
    [InlineData('o', ScreenAction.PauseAll)]
    [InlineData('q', ScreenAction.Quit)]
    [InlineData('x', ScreenAction.None)]
    public void A_key_asks_for_something(char key, object action) => Press(new(), key).Action.ShouldBe(action);

    [Fact]
    public void Arrows_choose_and_stay_among_the_failures()
    {
        var state = new ScreenState();
        state = ScreenKeys.Press(state, Key(ConsoleKey.UpArrow), 2).State;
        state.Selected.ShouldBe(0);
        state = ScreenKeys.Press(ScreenKeys.Press(state, Key(ConsoleKey.DownArrow), 2).State, Key(ConsoleKey.DownArrow), 2).State;
        state.Selected.ShouldBe(1);
    }

    [Fact]
    public void What_is_typed_behind_a_slash_is_the_filter_and_no_command()
    {
        var state = Press(new(), '/').State;
        state = Press(Press(state, 'q').State, 'p').State;

        (state.Filter, state.IsTyping).ShouldBe(("qp", true));
        ScreenKeys.Press(state, Key(ConsoleKey.Enter), 1).State.IsTyping.ShouldBeFalse();
        ScreenKeys.Press(state, Key(ConsoleKey.Escape), 1).State.Filter.ShouldBe("");
    }

    [Fact]
    public void Of_many_processes_those_that_run_are_shown_and_the_last_that_ended()
    {
        var ended = Enumerable.Range(1000, 500).Select(id => new MemberRow(1, id, "date", TimeSpan.Zero, 0));
        var model = Model with { Members = [new(0, 7, "daemon", TimeSpan.Zero, null), .. ended] };

        var text = string.Join('\n', Draw(model, 80, 24));

        text.ShouldContain("processes (501)");
        text.ShouldContain("7 daemon");
        text.ShouldContain("1499 date exit 0");
        text.ShouldNotContain("1000 date");
    }

    [Fact]
    public void Processes_stand_below_their_parents()
    {
        var parents = new Dictionary<int, int> { [1] = 99, [2] = 1, [3] = 2, [4] = 1 };
        var tree = new MemberTree(TimeProvider.System, id => parents.GetValueOrDefault(id));

        tree.Arrange([.. parents.Keys.Order().Select(id => new MemberEvidence(id, ["p"], null))]).Select(row => (row.Depth, row.ProcessId))
            .ShouldBe([(0, 1), (1, 2), (2, 3), (1, 4)]);
    }

    private static (ScreenState State, ScreenAction Action) Press(ScreenState state, char key) =>
        ScreenKeys.Press(state, new ConsoleKeyInfo(key, ConsoleKey.None, false, false, false), 2);

    private static ConsoleKeyInfo Key(ConsoleKey key) => new('\0', key, false, false, false);

    private static string[] Draw(ScreenModel model, int width, int height) =>
        System.Text.RegularExpressions.Regex.Replace(
            ScreenTerminal.ToText(ScreenView.Draw(model, width, height), width, height, hasColors: false), "\u001b\\[7m|\u001b\\[2m|\u001b\\[0m", "")
                .Split('\n');
}
