using System.ComponentModel;
using System.Diagnostics;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Tool.Screen;

/// <summary>
/// Puts the terminal back when this process ends without being able to: by SIGKILL, a crash of the runtime, or for want of memory. It is a shell that
/// waits for a word on a pipe, and acts if the pipe ends without one.
/// </summary>
internal sealed class TerminalKeeper : IDisposable
{
    // What is sent to the whole foreground is not for it. From the background it could not change settings but for the last of them.
    private const string Script = """
        trap '' INT QUIT TERM TSTP TTOU
        before=$(stty -g </dev/tty) || exit
        echo ready
        read -r word && exit
        printf '%s' "$0" >/dev/tty
        stty "$before" </dev/tty
        """;

    private readonly Process? _shell;

    /// <param name="leave">What is written to the terminal first.</param>
    public TerminalKeeper(string leave)
    {
        try
        {
            // No member of the scope, whose failures it would get.
            _shell = OutsideFlow.Run(() => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, leave])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }));
            // The settings are to be those from before the screen.
            _shell!.StandardOutput.ReadLine();
        }
        catch (Win32Exception)
        {
            // Without a shell the terminal stays as a crash leaves it.
        }
    }

    public void Dispose()
    {
        try
        {
            _shell?.StandardInput.WriteLine("end");
            _shell?.StandardInput.Close();
        }
        catch (IOException)
        {
            // Somebody has ended it.
        }

        _shell?.Dispose();
    }
}
