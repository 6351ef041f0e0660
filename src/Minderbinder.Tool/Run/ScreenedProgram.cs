using Minderbinder.Testing;
using Minderbinder.Tool.Processes;
using Minderbinder.Tool.Screen;

namespace Minderbinder.Tool.Run;

/// <summary>Runs a program whose output must not get into the screen: it is kept, and written when the screen is gone.</summary>
internal static class ScreenedProgram
{
    /// <returns>The exit code; that of a stopped program if the user quits first.</returns>
    public static async Task<int> RunAsync(FailureScope scope, RunOptions options, ScreenSource source)
    {
        await using var process = await scope.LaunchAsync(options.CommandLine[0], options.CommandLine[1..]);
        using var interrupted = RunningProcesses.UntilInterrupted();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(interrupted.Token);
        var exit = process.WaitForExitAsync(Timeout.InfiniteTimeSpan, ended.Token);
        _ = exit.ContinueWith(_ => ended.Cancel(), TaskScheduler.Default);

        await LiveScreen.ShowAsync(source, ended.Token);
        if (!process.HasExited)
            await process.DisposeAsync();
        foreach (var line in process.Output)
            await (line.Source == OutputSource.StandardError ? Console.Error : Console.Out).WriteLineAsync(line.Text);
        return process.ExitCode ?? ExitCodeOfStopped;
    }

    // 128 and SIGTERM, as a shell has it.
    private const int ExitCodeOfStopped = 143;
}
