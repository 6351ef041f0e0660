using System.Diagnostics;
using System.Globalization;

namespace Minderbinder.Tool.Tests;

/// <summary><c>run --ui</c> in a real terminal, by the mechanism that needs no privilege: what it leaves of the terminal, however it ends.</summary>
public class TerminalTests
{
    private const string OnScreen = "1 0", AtTheShell = "0 1"; // the whole screen, the cursor

    private static readonly string Config = Tool.FileWith("agents_of_chaos: {syscall: [{name: no_mkdir, syscall: mkdir, error: EROFS}]}");

    private static string Run(string program, string? config = null) =>
        $"dotnet {Tool.Assembly} run --ui --mechanism seccomp_notification {config ?? Config} -- {program}";

    [Theory]
    [InlineData(80, 24)]
    [InlineData(200, 60)]
    public async Task It_is_drawn_and_q_leaves_the_terminal_as_it_was(int width, int height)
    {
        await using var terminal = await Tmux.StartAsync(width, height);
        var before = await terminal.SettingsAsync();
        await terminal.TypeAsync(Run("sh -c 'mkdir /x; exec sleep 600'"));

        await terminal.ShowsAsync("no_mkdir: mkdir = EROFS");
        (await terminal.ModeAsync()).ShouldBe(OnScreen);
        var lines = await terminal.CaptureAsync();
        lines.Length.ShouldBe(height);
        lines[0].ShouldContain("? help  q quit");
        lines[^1].ShouldStartWith("└");

        await terminal.PressAsync("q");
        await terminal.ShowsAsync("minderbinder: Seed"); // the evidence, in the shell's text again
        (await terminal.ModeAsync()).ShouldBe(AtTheShell);
        (await terminal.SettingsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("SEGV")]
    [InlineData("KILL")]
    public async Task However_it_ends_the_terminal_is_as_it_was_and_the_program_stopped(string signal)
    {
        await using var terminal = await Tmux.StartAsync(80, 24);
        var before = await terminal.SettingsAsync();
        await terminal.TypeAsync(Run("sleep 600"));
        var program = await ProgramAsync(terminal);

        var tool = await ToolAsync(terminal);
        await KillAsync(signal, tool);
        // The runtime takes the first of these for a fault of its code, and goes on if there was none.
        if (signal == "SEGV")
            await KillAsync(signal, tool);

        // The shell's first sign may have gone to the screen that is no more.
        await UntilAsync(() => Task.FromResult(!Running.IsAlive(tool)));
        await UntilAsync(async () => await terminal.ModeAsync() == AtTheShell);
        await terminal.TypeAsync("");
        await terminal.ShowsAsync(text => text.TrimEnd().EndsWith('$'), "the shell");
        await UntilAsync(async () => await terminal.SettingsAsync() == before);
        await UntilAsync(() => Task.FromResult(!Running.IsAlive(program)));
    }

    [Fact]
    public async Task A_terminal_that_is_closed_ends_the_program()
    {
        await using var terminal = await Tmux.StartAsync(80, 24);
        await terminal.TypeAsync(Run("sleep 600"));
        var (program, tool) = (await ProgramAsync(terminal), await ToolAsync(terminal));

        await terminal.CloseAsync();

        await UntilAsync(() => Task.FromResult(!Running.IsAlive(program) && !Running.IsAlive(tool)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_can_be_stopped_and_goes_on(bool byKey)
    {
        await using var terminal = await Tmux.StartAsync(80, 24);
        var before = await terminal.SettingsAsync();
        await terminal.TypeAsync(Run("sleep 600"));
        await ProgramAsync(terminal);

        if (byKey)
            await terminal.PressAsync("C-z");
        else
            await KillAsync("TSTP", await ToolAsync(terminal));
        await terminal.ShowsAsync("Stopped");
        (await terminal.ModeAsync()).ShouldBe(AtTheShell);
        (await terminal.SettingsAsync()).ShouldBe(before);

        await terminal.TypeAsync("fg");
        await terminal.ShowsAsync("? help  q quit");
        (await terminal.ModeAsync()).ShouldBe(OnScreen);
        await terminal.PressAsync("?"); // it is read key by key again
        await terminal.ShowsAsync("choose a failure");
        await terminal.PressAsync("q");
        await terminal.PressAsync("q");
        await terminal.ShowsAsync(text => text.TrimEnd().EndsWith('$'), "the shell");
    }

    [Fact]
    public async Task It_follows_the_size_of_the_terminal()
    {
        await using var terminal = await Tmux.StartAsync(80, 24);
        await terminal.TypeAsync(Run("sleep 600"));
        await terminal.ShowsAsync("sleep");

        foreach (var (width, height) in new[] { (110, 30), (80, 24), (40, 10), (200, 60) })
        {
            await terminal.ResizeAsync(width, height);
            await terminal.ShowsAsync(
                text => width < 60 ? text.Contains("too small", StringComparison.Ordinal) : IsFilled(text.Split('\n'), width, height),
                $"all of {width}x{height}");
        }

        await terminal.PressAsync("q");
        (await terminal.ShowsAsync("minderbinder: Seed")).ShouldNotContain("│");

        static bool IsFilled(string[] lines, int width, int height) =>
            lines.Length == height && lines[1].Length == width && lines[1].EndsWith('┐') && lines[^1].Length == width && lines[^1].EndsWith('┘');
    }

    [Fact]
    public async Task Names_never_reach_the_terminal_as_they_are()
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        var (bytes, evil) = (Path.Combine(folder, "bytes"), Path.Combine(folder, "\u001b[31mevil\n\u0007"));
        File.Copy("/bin/sleep", evil);
        var config = Tool.FileWith("agents_of_chaos: {syscall: [{name: no_mkdir, syscall: mkdir, error: EROFS, when: {path: '**'}}]}");
        await using var terminal = await Tmux.StartAsync(200, 60);
        // Not what the shell shows while it is typed.
        await File.WriteAllTextAsync(Path.Combine(folder, "start"), Run($"sh -c 'mkdir \"$0/x\" 2>/dev/null; \"$0\" 600' {Quote(evil)}", config));
        await terminal.KeepBytesAsync(bytes);

        await terminal.TypeAsync($"bash {folder}/start");
        await terminal.ShowsAsync("·[31mevil··");
        await terminal.ShowsAsync("no_mkdir: mkdir ");
        await terminal.PressAsync("q");
        await terminal.ShowsAsync("Processes:"); // as the end has it, too

        var sent = await File.ReadAllTextAsync(bytes);
        sent.ShouldContain("evil");
        sent.ShouldNotContain("\u001b[31mevil");
        sent.ShouldNotContain("evil\n");
        sent.ShouldNotContain("evil\r");
    }

    /// <summary>A real program that fails as fast as the machine can do it: dd, of whose reads none is made.</summary>
    [Fact]
    public async Task With_injections_as_fast_as_they_come_it_answers_and_the_counts_are_exact()
    {
        const int Reads = 300_000;
        var config = Tool.FileWith("agents_of_chaos: {syscall: [{name: no_read, syscall: read, ret_code: 1, when: {args: ['arg2 == 1']}}]}");
        await using var terminal = await Tmux.StartAsync(80, 24);
        await terminal.TypeAsync(Run($"sh -c 'dd if=/dev/zero of=/dev/null bs=1 count={Reads}; sleep 600'", config));
        await terminal.ShowsAsync("no_read: read");

        await terminal.PressAsync("?");
        await terminal.ShowsAsync("choose a failure");
        await terminal.PressAsync("?");
        await terminal.ShowsAsync(string.Create(CultureInfo.InvariantCulture, $"{Reads:N0}"));
        (await terminal.ShowsAsync("injected ")).ShouldContain($"injected {Reads} ");
    }

    /// <summary>The program under test, once the screen shows it.</summary>
    private static async Task<int> ProgramAsync(Tmux terminal)
    {
        var text = await terminal.ShowsAsync("sleep");
        text = await terminal.ShowsAsync(text => System.Text.RegularExpressions.Regex.IsMatch(text, @"│\d+ sleep"), "the program");
        return int.Parse(System.Text.RegularExpressions.Regex.Match(text, @"│(\d+) sleep").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static async Task<int> ToolAsync(Tmux terminal) => Running.ChildOf(await terminal.ShellAsync());

    private static async Task KillAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{process}"]);
        await kill.WaitForExitAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3));
            await Task.Delay(50);
        }
    }

    private static string Quote(string text) =>
        $"$'{string.Concat(text.Select(character => char.IsControl(character) ? $"\\x{(int)character:x2}" : $"{character}"))}'";
}
