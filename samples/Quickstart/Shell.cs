using System.Diagnostics;
using Minderbinder.Testing;

namespace Quickstart;

/// <summary>Runs programs in a folder, and shows what they are told and what they say.</summary>
internal sealed class Shell(string folder)
{
    /// <summary>A member of the scope of this flow, if there is one.</summary>
    public async Task RunAsync(string program, params string[] arguments)
    {
        Console.WriteLine($"   $ {program} {string.Join(' ', arguments.Select(Quote))}");
        await using var process = ProcessUnderTest.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder });
        var exitCode = await process.WaitForExitAsync();

        foreach (var line in process.Output)
            Console.WriteLine($"   {line.Text}");
        Console.WriteLine($"   (exit code {exitCode})\n");
    }

    private static string Quote(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
