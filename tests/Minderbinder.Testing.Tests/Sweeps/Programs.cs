namespace Minderbinder.Testing.Tests.Sweeps;

/// <summary>Runs programs within a run of a sweep.</summary>
internal static class Programs
{
    /// <summary>As what is under test; waits for its end.</summary>
    public static async Task<ProcessUnderTest> RunAsync(this SweepRun run, string program, params string[] arguments)
    {
        var process = await run.LaunchAsync(program, arguments);
        await process.WaitForExitAsync(TimeSpan.FromMinutes(2), run.CancellationToken);
        return process;
    }

    /// <summary>As what nothing fails for. It must end with 0.</summary>
    public static async Task<string> AskAsync(this SweepRun run, string program, params string[] arguments)
    {
        await using var process = run.LaunchOutside(program, arguments);
        var code = await process.WaitForExitAsync(TimeSpan.FromMinutes(2), run.CancellationToken);
        return code == 0
            ? process.StandardOutput.Trim()
            : throw new InvalidOperationException($"{program} ended with {code}: {process.StandardError}");
    }
}
