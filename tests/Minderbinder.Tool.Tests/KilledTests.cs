using System.Diagnostics;
using System.Globalization;

namespace Minderbinder.Tool.Tests;

/// <summary>What is left of the program when the tool is killed, which can then do nothing about it.</summary>
public class KilledTests
{
    private const string Script = "setsid sleep 600 >/dev/null 2>&1 & echo $!; trap '' TERM; echo $$; while :; do sleep 0.1; done";

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
        IsAlive(daemon).ShouldBeTrue();
        IsAlive(program).ShouldBeTrue();

        tool.Kill();
        var clock = Stopwatch.StartNew();
        while (IsAlive(daemon) || IsAlive(program))
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Delay(20);
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            // "123 (name) S ..."; a zombie is nobody.
            return File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0] != 'Z';
        }
        catch (Exception exception) when (exception is IOException)
        {
            return false;
        }
    }
}
