using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Minderbinder.Tool.Screen;

/// <summary>The terminal while it shows a screen. What it was before comes back however the tool ends or stops.</summary>
internal sealed class ScreenTerminal : IDisposable
{
    private const string Enter = "\u001b[?1049h\u001b[?25l";
    private const string Home = "\u001b[H";

    private const string ClearRest = "\u001b[J";

    // Of a screen that has grown meanwhile, tmux would leave lines above the shell's text.
    private const string Leave = $"{Home}{ClearRest}\u001b[?25h\u001b[?1049l";
    private const string ClearLine = "\u001b[K";

    private readonly Lock _writing = new();
    private readonly TerminalSettings _settings = new();
    private readonly TerminalKeeper _keeper = new(Leave);
    private readonly PosixSignalRegistration[] _signals;
    private bool _isShown;

    public ScreenTerminal()
    {
        AppDomain.CurrentDomain.UnhandledException += OnEnd;
        AppDomain.CurrentDomain.ProcessExit += OnEnd;
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTSTP, _ => Suspend()),
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Show(TerminalSettings.IsForeground)),
        ];
        Console.TreatControlCAsInput = true;
        Show(true);
    }

    /// <summary>Gives the terminal back and stops this process, until SIGCONT.</summary>
    public void Suspend()
    {
        const int Stop = 19; // SIGSTOP, for .NET does nothing by itself when it has caught SIGTSTP
        Show(false);
        using var self = PidFd.TryOpen(Environment.ProcessId);
        self?.Signal(Stop);
    }

    /// <summary>Draws what fills the screen, over what was there.</summary>
    public void Draw(Func<int, int, IRenderable> draw)
    {
        var (width, height) = (Math.Max(20, Console.WindowWidth), Math.Max(8, Console.WindowHeight));
        var text = ToText(draw(width, height), width, height, hasColors: Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 });
        lock (_writing)
        {
            if (_isShown)
                Write($"{Home}{text.Replace("\n", $"{ClearLine}\r\n", StringComparison.Ordinal)}{ClearLine}{ClearRest}");
        }
    }

    /// <summary>What a terminal of that size gets, without a line feed at its end.</summary>
    public static string ToText(IRenderable content, int width, int height, bool hasColors)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = hasColors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        (console.Profile.Width, console.Profile.Height) = (width, height);
        console.Write(content);
        return string.Join('\n', writer.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Take(height));
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        AppDomain.CurrentDomain.UnhandledException -= OnEnd;
        AppDomain.CurrentDomain.ProcessExit -= OnEnd;
        Console.TreatControlCAsInput = false;
        Show(false);
        _keeper.Dispose();
    }

    private void OnEnd(object? sender, EventArgs arguments) => Show(false);

    private void Show(bool isShown)
    {
        lock (_writing)
        {
            if (_isShown == isShown)
                return;
            _isShown = isShown;
            Write(isShown ? Enter : Leave);
            if (!isShown)
                _settings.Restore();
        }
    }

    private static void Write(string text)
    {
        Console.Out.Write(text);
        Console.Out.Flush();
    }
}
