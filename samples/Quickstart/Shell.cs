using System.Diagnostics;

namespace Quickstart;

/// <summary>Runs programs in a folder by plain <see cref="Process.Start()"/>, and shows what they are told and what they say.</summary>
internal sealed class Shell(string folder)
{
    public async Task RunAsync(string program, params string[] arguments)
    {
        Console.WriteLine($"   $ {program} {string.Join(' ', arguments.Select(Quote))}");
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        foreach (var line in (output + await error).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Console.WriteLine($"   {line}");
        Console.WriteLine($"   (exit code {process.ExitCode})\n");
    }

    private static string Quote(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
