namespace Minderbinder.Testing;

/// <summary>
/// What a test waited for did not happen: its time ran out, or the process exited first. The message says what it was, how
/// long the wait took, the command line, how the process is doing, and the last lines of its output.
/// </summary>
public sealed class ProcessWaitException : MinderbinderException
{
    internal ProcessWaitException(string message, int? exitCode) : base(message) => ExitCode = exitCode;

    /// <summary>The exit code of the process, or null when it was still running.</summary>
    public int? ExitCode { get; }
}
