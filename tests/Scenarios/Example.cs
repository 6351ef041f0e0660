using System.Diagnostics;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Scenarios;

/// <summary>Launching, joining and a bystander, with the outcome in a line that a test compares.</summary>
internal static class Example
{
    private static string _victim = "";

    public static async Task<int> RunAsync(string victim)
    {
        _victim = victim;
        var config = new FailureConfig(new SyscallFailure("openat", Errno.ENFILE));
        using var running = Start("open", "/etc/hostname", "wait", "open", "/etc/hostname");
        var before = await running.StandardOutput.ReadLineAsync();
        using var bystander = Start("wait", "open", "/etc/hostname");
        Console.WriteLine($"test process {Environment.ProcessId}");

        await WithFailureConfig(config, async scope =>
        {
            await using var launched = await scope.LaunchAsync(_victim, "open", "/etc/hostname");
            await launched.WaitForExitAsync();
            Console.WriteLine($"launched: {launched.StandardOutput.Trim()}");

            await scope.JoinAsync(running);
            Console.WriteLine($"joined: {before}, {await NextAsync(running)}");
            Console.WriteLine($"outside: {await NextAsync(bystander)}");
        });

        using var later = Start("wait", "open", "/etc/hostname");
        Console.WriteLine($"after: {await NextAsync(later)}");
        return 0;
    }

    private static Process Start(params string[] steps) =>
        Process.Start(new ProcessStartInfo(_victim, steps) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static async Task<string?> NextAsync(Process process)
    {
        await process.StandardInput.WriteLineAsync();
        return await process.StandardOutput.ReadLineAsync();
    }
}
