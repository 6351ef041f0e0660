namespace Minderbinder.Tool.CommandLine;

/// <summary>The exit codes that are the tool's own. From 124 on they are as timeout(1), env(1) and docker-run(1) have them.</summary>
internal static class ExitCode
{
    public const int Problem = 1;
    public const int Usage = 2;

    /// <summary><c>--require-injected</c>: a failure was never injected.</summary>
    public const int NotInjected = 124;

    public const int OwnFailure = 125;
    public const int NotExecutable = 126;
    public const int NotFound = 127;
}
