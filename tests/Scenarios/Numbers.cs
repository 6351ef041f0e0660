using System.Diagnostics;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Scenarios;

/// <summary>A launched and a joined member: their numbers, and those that the evidence has for them.</summary>
internal static class Numbers
{
    public static async Task<int> RunAsync(string victim)
    {
        await using var joined = ProcessUnderTest.Start(new ProcessStartInfo(victim, ["wait", "exit", "mkdir"]), new() { MayFail = ["mkdir"] });
        await WithFailureConfig(new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS)), async scope =>
        {
            await using var launched = await scope.LaunchAsync(victim, "exit", "mkdir");
            await launched.WaitForExitAsync();
            await scope.JoinAsync(joined);
            await joined.StandardInput.WriteLineAsync();
            await joined.WaitForExitAsync();

            Console.WriteLine($"processes {launched.Id} {joined.Id}");
            Console.WriteLine($"injected in {string.Join(' ', scope.GetInjections().Select(injection => injection.ProcessId))}");
            var members = scope.GetEvidence().Members.Select(member => $"{member.ProcessId} {string.Join('>', member.Names)} {member.ExitCode}");
            Console.WriteLine($"members {string.Join(", ", members)}");
        });
        return 0;
    }
}
