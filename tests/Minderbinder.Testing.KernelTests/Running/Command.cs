using System.Diagnostics;

namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>Runs programs by plain <see cref="Process.Start()"/>, as code that knows nothing of the library would.</summary>
internal static class Command
{
    public static async Task<Result> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(joinsLater: false, program, arguments);
        process.StandardInput.Close();
        return await FinishAsync(process);
    }

    /// <summary>Runs a program outside any scope, whatever the flow this is called from.</summary>
    public static async Task<Result> RunOutsideAsync(string program, params string[] arguments)
    {
        Task<Result> running;
        using (ExecutionContext.SuppressFlow())
            running = Task.Run(() => RunAsync(program, arguments));
        return await running;
    }

    /// <summary>Every process gets an empty folder of its own to work in.</summary>
    public static Process Start(string program, params string[] arguments) => Start(joinsLater: true, program, arguments);

    private static Process Start(bool joinsLater, string program, string[] arguments)
    {
        var startInfo = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Directory.CreateTempSubdirectory("minderbinder-").FullName,
            Environment = { ["LC_ALL"] = "C" },
        };
        return Reach.Start(startInfo, joinsLater);
    }

    public static async Task<Result> FinishAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return new Result(process.ExitCode, OneLine(await output), OneLine(await error));
    }

    private static string OneLine(string text) => text.Trim().ReplaceLineEndings("; ");

    internal sealed record Result(int ExitCode, string Output, string Error);
}
