using System.Diagnostics;
using System.Globalization;

namespace Minderbinder.Tool.Tests;

/// <summary>
/// A terminal with a shell in it, which shows what a user would see: a server of tmux of its own, without anybody's settings. The shell is dash,
/// which does not put the terminal right after a program, as bash does.
/// </summary>
internal sealed class Tmux : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    private bool _isClosed;

    private Tmux()
    {
    }

    /// <summary>Whether programs have the whole screen, and the shell's text is put aside.</summary>
    public Task<string> ModeAsync() => AskAsync("display-message", "-p", "-t", "screen", "#{alternate_on} #{cursor_flag}");

    /// <param name="width">In columns.</param>
    /// <param name="height">In lines.</param>
    /// <param name="shell">What runs in it; its prompt is a dollar sign.</param>
    public static async Task<Tmux> StartAsync(int width, int height, string shell = "env PS1='$ ' ENV= dash -i")
    {
        var tmux = new Tmux();
        await tmux.AskAsync("-f", "/dev/null", "new-session", "-d", "-s", "screen", "-x", $"{width}", "-y", $"{height}", shell);
        await tmux.ShowsAsync("$");
        return tmux;
    }

    public async Task<int> ShellAsync() =>
        int.Parse(await AskAsync("display-message", "-p", "-t", "screen", "#{pane_pid}"), CultureInfo.InvariantCulture);

    /// <summary>The settings of the terminal, as text.</summary>
    public async Task<string> SettingsAsync() =>
        (await Tool.RunAsync(
            new ProcessStartInfo("stty", ["-g", "-F", await AskAsync("display-message", "-p", "-t", "screen", "#{pane_tty}")]))).Output;

    /// <summary>What the terminal shows, line by line.</summary>
    public async Task<string[]> CaptureAsync() => (await AskAsync("capture-pane", "-p", "-t", "screen")).Split('\n');

    /// <summary>Types a text and Enter.</summary>
    public Task TypeAsync(string line) => AskAsync("send-keys", "-t", "screen", "-l", line, ";", "send-keys", "-t", "screen", "Enter");

    public Task PressAsync(params string[] keys) => AskAsync(["send-keys", "-t", "screen", .. keys]);

    public Task ResizeAsync(int width, int height) => AskAsync("resize-window", "-t", "screen", "-x", $"{width}", "-y", $"{height}");

    /// <summary>Writes every byte that programs send to the terminal to a file, too.</summary>
    public Task KeepBytesAsync(string file) => AskAsync("pipe-pane", "-t", "screen", $"cat > {file}");

    public Task CloseAsync()
    {
        _isClosed = true;
        return AskAsync("kill-pane", "-t", "screen");
    }

    /// <summary>Waits until the terminal shows what it should.</summary>
    public Task<string> ShowsAsync(string text) => ShowsAsync(lines => lines.Contains(text, StringComparison.Ordinal), text);

    public async Task<string> ShowsAsync(Func<string, bool> isShown, string what)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var text = string.Join('\n', await CaptureAsync());
            if (isShown(text))
                return text;
            clock.Elapsed.ShouldBeLessThan(Limit, $"the terminal does not show {what}, but:\n{text}");
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // It ends by itself with its last terminal.
        if (!_isClosed)
            await AskAsync("kill-server");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> AskAsync(params string[] arguments)
    {
        var startInfo = new ProcessStartInfo("tmux", ["-S", Path.Combine(_folder, "socket"), .. arguments]);
        startInfo.Environment["LC_ALL"] = "C.UTF-8";
        startInfo.Environment.Remove("TMUX");
        startInfo.Environment.Remove("NO_COLOR");
        var result = await Tool.RunAsync(startInfo);
        result.Error.ShouldBe("");
        return result.Output.TrimEnd('\n');
    }
}
