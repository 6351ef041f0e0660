namespace Minderbinder.Tool.Screen;

/// <summary>What the user has done to the screen.</summary>
internal sealed record ScreenState
{
    /// <summary>The failure that keys are for.</summary>
    public int Selected { get; init; }

    /// <summary>How many lines the log is scrolled back.</summary>
    public int Scroll { get; init; }

    /// <summary>Only lines and calls with this text are shown.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Whether what is typed is the filter.</summary>
    public bool IsTyping { get; init; }

    public bool ShowsHelp { get; init; }

    /// <summary>The same, scrolled no further back than there are lines: each key that was pressed too often would have to be taken back.</summary>
    public ScreenState In(ScreenModel model) => this with { Scroll = Math.Min(Scroll, Math.Max(0, model.FilteredLog.Count - 1)) };
}

/// <summary>What a key asks for beyond the screen itself.</summary>
internal enum ScreenAction
{
    None,
    TogglePause,
    RaiseRate,
    LowerRate,
    PauseAll,
    Suspend,
    Quit,
}
