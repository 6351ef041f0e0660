using Minderbinder.Testing;
using Minderbinder.Testing.Launching;

namespace Scenarios;

/// <summary>
/// Says whether launched processes can be supervised here, and if so, how that of one went; and whether there is a guardian.
/// </summary>
internal static class Probing
{
    public static async Task<int> RunAsync()
    {
        var support = SeccompProbe.Check();
        Console.WriteLine($"{support.Obstacle} {support.Facts}: {support.Explanation.Split('\n')[0]}");

        if (support.IsSupported)
        {
            var scope = FailureScope.Open(
                new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS)), new FailureScopeOptions { Mechanism = Mechanism.SeccompNotification });
            await using (scope)
            {
                await using var process = await scope.LaunchAsync("mkdir", "/tmp/minderbinder-no");
                await process.WaitForExitAsync();
                Console.WriteLine(process.StandardError.TrimEnd());
            }
        }
        else
        {
            await using var process = ProcessUnderTest.Start("echo", "unsupervised");
            await process.WaitForExitAsync();
            Console.WriteLine(process.StandardOutput.TrimEnd());
        }

        Console.WriteLine($"Guardian: {Guardian.Refusal?.Split('\n')[0] ?? "yes"}");
        return 0;
    }
}
