using System.Diagnostics;
using System.Globalization;
using Minderbinder.Testing;

namespace Minderbinder.Tool.Sweep;

/// <summary>The program of a sweep, with what comes before and after each run of it.</summary>
/// <param name="file">The program.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="reset">A shell command before, or null.</param>
/// <param name="check">A shell command after, or null.</param>
/// <param name="isInPlace">Whether it runs in the current folder, and not in one of its own.</param>
internal sealed class SweptProgram(string file, string[] arguments, string? reset, string? check, bool isInPlace)
{
    /// <summary>In which --check finds how the program ended.</summary>
    public const string ExitCodeVariable = "MINDERBINDER_EXIT_CODE";

    private string? _checked;

    public async Task RunAsync(SweepRun run)
    {
        var folder = isInPlace ? Environment.CurrentDirectory : run.NewFolder();
        if (reset is not null && await ShellAsync(run, reset, folder) is ({ } code, var output) && code != 0)
            throw new SweepCheckException($"--reset ended with {code}: {output}");

        var process = await run.LaunchAsync(new ProcessStartInfo(file, arguments) { WorkingDirectory = folder });
        await process.StandardInput.DisposeAsync();
        var ended = await process.WaitForExitAsync(Timeout.InfiniteTimeSpan, run.CancellationToken);
        if (run.IsLearning && ended != 0)
            throw new SweepCheckException($"the program ended with {ended}");
        if (check is not null)
            await CheckAsync(run, folder, ended);
    }

    private async Task CheckAsync(SweepRun run, string folder, int ended)
    {
        var (code, output) = await ShellAsync(run, check!, folder, ended);
        if (code != 0)
            throw new SweepCheckException($"--check ended with {code}: {output}");
        if (run.IsLearning)
            _checked = output;
        else if (output != _checked)
            throw new SweepCheckException($"--check printed '{output}' and not '{_checked}'");
    }

    private static async Task<(int Code, string Output)> ShellAsync(SweepRun run, string command, string folder, int? ended = null)
    {
        var info = new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = folder };
        if (ended is { } exitCode)
            info.Environment[ExitCodeVariable] = exitCode.ToString(CultureInfo.InvariantCulture);
        await using var shell = run.LaunchOutside(info);
        await shell.StandardInput.DisposeAsync();
        var code = await shell.WaitForExitAsync(Timeout.InfiniteTimeSpan, run.CancellationToken);
        return (code, $"{shell.StandardOutput}{shell.StandardError}".Trim());
    }
}

/// <summary>What must hold did not.</summary>
internal sealed class SweepCheckException(string message) : Exception(message);
