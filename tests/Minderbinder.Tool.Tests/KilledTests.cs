using System.Diagnostics;
using System.Globalization;

namespace Minderbinder.Tool.Tests;

/// <summary>What is left of the program when the tool is killed, which can then do nothing about it.</summary>
public class KilledTests
{
    private const string Script = "exec 2>/dev/null; setsid sleep 600 >/dev/null 2>&1 & echo $!; trap '' TERM; echo $$; while :; do sleep 0.1; done";

    [Fact]
    public async Task The_program_and_what_it_started_end()
    {
        var config = Tool.FileWith("agents_of_chaos:\n  syscall:\n    - syscall: mkdir\n      error: EIO\n");
        using var tool = Process.Start(new ProcessStartInfo(
            "dotnet", [Tool.Assembly, "run", "--mechanism", "seccomp_notification", config, "--", "sh", "-c", Script])
        {
            RedirectStandardOutput = true,
        })!;
        var daemon = int.Parse((await tool.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var program = int.Parse((await tool.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        Running.IsAlive(daemon).ShouldBeTrue();
        Running.IsAlive(program).ShouldBeTrue();

        tool.Kill();
        var clock = Stopwatch.StartNew();
        while (Running.IsAlive(daemon) || Running.IsAlive(program))
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Delay(20);
        }
    }
}
