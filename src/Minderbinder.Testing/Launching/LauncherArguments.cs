using System.Diagnostics;

namespace Minderbinder.Testing.Launching;

/// <summary>
/// Makes a start info name the launcher in place of the program, until disposed. All the rest, the user and the working directory for
/// example, holds for the launcher and so for what it becomes.
/// </summary>
internal readonly struct LauncherArguments : IDisposable
{
    private readonly ProcessStartInfo _startInfo;
    private readonly string _fileName;
    private readonly string _arguments;

    /// <param name="startInfo">Is changed.</param>
    /// <param name="launcher">The launcher's file.</param>
    /// <param name="socketName">Where it is to call back. Its place among the arguments becomes that of the program's name.</param>
    public LauncherArguments(ProcessStartInfo startInfo, string launcher, string socketName)
    {
        (_startInfo, _fileName, _arguments) = (startInfo, startInfo.FileName, startInfo.Arguments);
        startInfo.FileName = launcher;
        if (startInfo.ArgumentList.Count == 0)
        {
            startInfo.Arguments = $"launch {socketName} {_arguments}";
            return;
        }

        startInfo.ArgumentList.Insert(0, "launch");
        startInfo.ArgumentList.Insert(1, socketName);
    }

    public void Dispose()
    {
        _startInfo.FileName = _fileName;
        _startInfo.Arguments = _arguments;
        if (_startInfo.ArgumentList.Count == 0)
            return;

        _startInfo.ArgumentList.RemoveAt(0);
        _startInfo.ArgumentList.RemoveAt(0);
    }
}
