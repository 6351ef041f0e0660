using System.Runtime.InteropServices;

namespace Minderbinder.Tool.Screen;

/// <summary>The settings of the terminal as they were found: whether it shows what is typed, and what Ctrl-C is.</summary>
internal sealed partial class TerminalSettings
{
    private const int Input = 0; // the descriptor
    private const int Now = 0; // TCSANOW
    private const int Room = 256; // more than any C library's struct termios takes

    private readonly byte[] _found = new byte[Room];
    private readonly bool _isTerminal;

    public TerminalSettings() => _isTerminal = GetAttributes(Input, _found) == 0;

    /// <summary>Whether what is typed is for this process, and not for a shell that has put it into the background.</summary>
    public static bool IsForeground => GetForegroundGroup(Input) == GetGroup();

    public void Restore()
    {
        if (_isTerminal)
            _ = SetAttributes(Input, Now, _found);
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetAttributes(int descriptor, [Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetAttributes(int descriptor, int when, byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int GetForegroundGroup(int descriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int GetGroup();
}
