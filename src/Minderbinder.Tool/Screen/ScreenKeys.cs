namespace Minderbinder.Tool.Screen;

/// <summary>What each key does.</summary>
internal static class ScreenKeys
{
    private const int Page = 10;

    public static IReadOnlyList<(string Key, string Does)> Help { get; } =
    [
        ("↑ ↓", "choose a failure"),
        ("p, space", "pause or resume it"),
        ("+ -", "raise or lower its rate by 10 percent"),
        ("o", "pause all, or resume all"),
        ("PgUp PgDn", "scroll the log"),
        ("/", "show only what contains a text; Enter keeps it, Esc clears it"),
        ("? h", "this help"),
        ("Ctrl-Z", "stop for now; the shell's fg goes on"),
        ("q, Ctrl-C", "quit"),
    ];

    /// <summary>The state after a key, and what it asks for.</summary>
    public static (ScreenState State, ScreenAction Action) Press(ScreenState state, ConsoleKeyInfo key, int failures)
    {
        if (state.IsTyping)
            return (Type(state, key), ScreenAction.None);
        if (state.ShowsHelp)
            return (state with { ShowsHelp = false }, ScreenAction.None);
        return key switch
        {
            { Key: ConsoleKey.UpArrow } or { KeyChar: 'k' } => (state with { Selected = Math.Max(0, state.Selected - 1) }, ScreenAction.None),
            { Key: ConsoleKey.DownArrow } or { KeyChar: 'j' } =>
                (state with { Selected = Math.Max(0, Math.Min(failures - 1, state.Selected + 1)) }, ScreenAction.None),
            { Key: ConsoleKey.PageUp } => (state with { Scroll = state.Scroll + Page }, ScreenAction.None),
            { Key: ConsoleKey.PageDown } => (state with { Scroll = Math.Max(0, state.Scroll - Page) }, ScreenAction.None),
            { Key: ConsoleKey.Escape } => (state with { Filter = "", Scroll = 0 }, ScreenAction.None),
            { KeyChar: '/' } => (state with { IsTyping = true }, ScreenAction.None),
            { KeyChar: '?' or 'h' } => (state with { ShowsHelp = true }, ScreenAction.None),
            { KeyChar: 'p' or ' ' } => (state, ScreenAction.TogglePause),
            { KeyChar: '+' or '=' } => (state, ScreenAction.RaiseRate),
            { KeyChar: '-' } => (state, ScreenAction.LowerRate),
            { KeyChar: 'o' } => (state, ScreenAction.PauseAll),
            { KeyChar: '\u001a' } => (state, ScreenAction.Suspend),
            { KeyChar: 'q' or '\u0003' } => (state, ScreenAction.Quit),
            _ => (state, ScreenAction.None),
        };
    }

    private static ScreenState Type(ScreenState state, ConsoleKeyInfo key) => key.Key switch
    {
        ConsoleKey.Enter => state with { IsTyping = false },
        ConsoleKey.Escape => state with { IsTyping = false, Filter = "" },
        ConsoleKey.Backspace => state with { Filter = state.Filter.Length > 0 ? state.Filter[..^1] : "" },
        _ => char.IsControl(key.KeyChar) ? state : state with { Filter = state.Filter + key.KeyChar },
    };
}
