using System.Diagnostics;
using System.Reflection;

namespace Minderbinder.Tool.Tests;

/// <summary>Runs the tool as its users do: as a process.</summary>
internal static class Tool
{
    public static string Assembly { get; } = typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ToolPath").Value!;

    public static Task<Result> RunAsync(params string[] arguments) => RunAsync(new ProcessStartInfo("dotnet", [Assembly, .. arguments]));

    public static async Task<Result> RunAsync(ProcessStartInfo startInfo)
    {
        startInfo.RedirectStandardOutput = startInfo.RedirectStandardError = true;
        using var process = Process.Start(startInfo)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return new Result(process.ExitCode, output, await error);
    }

    /// <summary>A file with this text, which goes with the machine's temporary folder.</summary>
    public static string FileWith(string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("minderbinder-").FullName, "config.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    internal sealed record Result(int ExitCode, string Output, string Error);
}
