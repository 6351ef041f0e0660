using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>However <c>minderbinder watch</c> ends, the machine is as it was, and the processes that were watched go on.</summary>
[Collection(nameof(AloneInTheKernel))]
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class ToolWatchEndTests
{
    private const string Packets = "  outgoing_network: [{targets: [{process_name: ping}]}]\n";

    private static readonly string Calls = $"agents_of_chaos:\n  syscall: [{{syscall: {VictimCalls.Mkdir}, error: EROFS, targets: [{{process_name: victim}}]}}]\n";

    /// <summary>Packets are left out for SIGKILL: an older kernel keeps the filter, which does nothing any more (<see cref="Networks.CleanUpTests"/>).</summary>
    [Theory]
    [InlineData("INT", true)]
    [InlineData("TERM", true)]
    [InlineData("HUP", true)]
    [InlineData("KILL", false)]
    public async Task Nothing_stays_in_the_kernel(string signal, bool withPackets)
    {
        var config = Path.Combine(Directory.CreateTempSubdirectory("minderbinder-").FullName, "watch.yaml");
        await File.WriteAllTextAsync(config, withPackets ? Calls + Packets : Calls);
        var before = await KernelObjects.ListAsync();
        using var watch = Process.Start(new ProcessStartInfo("dotnet", [ToolTests.Tool, "watch", config, "--no-ui"]) { RedirectStandardError = true })!;
        (await watch.StandardError.ReadLineAsync())!.ShouldStartWith("minderbinder: watching for victim");
        var rest = watch.StandardError.ReadToEndAsync();
        using var member = Victim.Start("call", "mkdir", "wait", "call", "mkdir");
        (await member.StandardOutput.ReadLineAsync()).ShouldBe($"mkdir {(int)Errno.EROFS}");
        (await PingAsync()).ShouldBe(withPackets ? 1 : 0);
        (await KernelObjects.ListAsync()).Except(before).ShouldNotBeEmpty();

        await Command.RunAsync("kill", $"-{signal}", $"{watch.Id}");
        await watch.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));

        await KernelObjects.AreOnlyAsync(before);
        if (signal != "KILL")
        {
            watch.ExitCode.ShouldBe(0);
            (await rest).ShouldContain("minderbinder: Processes: ");
        }

        member.HasExited.ShouldBeFalse();
        await member.StandardInput.WriteLineAsync();
        (await Command.FinishAsync(member)).Output.ShouldBe("mkdir 0");
        (await PingAsync()).ShouldBe(0);
        (await Command.RunAsync("tc", "qdisc", "show", "dev", "lo")).Output.ShouldNotContain("clsact");
    }

    private static async Task<int> PingAsync() => (await Command.RunAsync("ping", "-n", "-c", "1", "-W", "2", "127.0.0.1")).ExitCode;
}
