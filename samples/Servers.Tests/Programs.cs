using System.Diagnostics;
using Minderbinder.Testing;

namespace Servers.Tests;

/// <summary>Runs a program to its end, as a member of the scope of this flow if there is one.</summary>
internal static class Programs
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<Result> RunAsync(string program, params string[] arguments)
    {
        await using var process = ProcessUnderTest.Start(new ProcessStartInfo(program, arguments) { Environment = { ["LC_ALL"] = "C" } });
        var exitCode = await process.WaitForExitAsync(Patience);
        return new(exitCode, process.StandardOutput.Trim(), process.StandardError.Trim());
    }

    internal sealed record Result(int ExitCode, string Output, string Error);
}
