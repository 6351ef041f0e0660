using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>
/// However <c>minderbinder watch</c> ends, the machine is as it was, and the processes that it was for go on. (For Ctrl-C see
/// <see cref="ToolExampleTests"/>.) Alone, for it takes in whatever is called so.
/// </summary>
[Collection(nameof(AloneInTheKernel))]
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class ToolWatchTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    private static string Failing =>
        $"agents_of_chaos:\n  syscall: [{{syscall: {VictimCalls.Mkdir}, error: EROFS, targets: [{{process_name: victim}}, {{process_name: "
        + $"mkdir}}]}}]\n";

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_ends_it_and_nothing_stays_in_the_kernel(string signal)
    {
        var before = await KernelObjects.ListAsync();
        var filtersBefore = await FiltersAsync();
        using var watch = await StartAsync(Failing + "  outgoing_network: [{targets: [{process_name: ping}]}]\n");
        var evidence = watch.StandardError.ReadToEndAsync();
        using var member = Victim.Start("call", "mkdir", "wait", "call", "mkdir");
        (await member.StandardOutput.ReadLineAsync()).ShouldBe($"mkdir {(int)Errno.EROFS}");
        (await PingAsync()).ShouldBe(1);
        (await KernelObjects.ListAsync()).Except(before).ShouldNotBeEmpty();

        await Command.RunAsync("kill", $"-{signal}", $"{watch.Id}");
        await watch.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));

        watch.ExitCode.ShouldBe(0);
        (await evidence).ShouldMatch("minderbinder: Processes: .*victim");
        await KernelObjects.AreOnlyAsync(before);
        member.HasExited.ShouldBeFalse();
        await member.StandardInput.WriteLineAsync();
        (await Command.FinishAsync(member)).Output.ShouldBe("mkdir 0");
        (await PingAsync()).ShouldBe(0);
        (await FiltersAsync()).ShouldBe(filtersBefore);
    }

    /// <summary>No packets here: an older kernel keeps a filter, which then does nothing (<see cref="Networks.CleanUpTests"/>).</summary>
    [Fact]
    public async Task A_running_process_can_be_taken_in_with_its_children_and_goes_on_when_it_is_killed()
    {
        var before = await KernelObjects.ListAsync();
        using var running = Command.Start("sh", "-c", $"read line; mkdir {_folder}/a; echo $?; read line; mkdir {_folder}/b; echo $?");
        using var watch = await StartAsync(Failing, "--pid", $"{running.Id}");
        await running.StandardInput.WriteLineAsync();
        (await running.StandardOutput.ReadLineAsync()).ShouldBe("1");

        watch.Kill();
        await watch.WaitForExitAsync();
        await KernelObjects.AreOnlyAsync(before);

        running.HasExited.ShouldBeFalse();
        await running.StandardInput.WriteLineAsync();
        (await Command.FinishAsync(running)).Output.ShouldBe("0");
    }

    private async Task<Process> StartAsync(string config, params string[] arguments)
    {
        var file = Path.Combine(_folder, "watch.yaml");
        await File.WriteAllTextAsync(file, config);
        var watch = Process.Start(
            new ProcessStartInfo("dotnet", [ToolTests.Tool, "watch", file, "--no-ui", .. arguments]) { RedirectStandardError = true })!;
        (await watch.StandardError.ReadLineAsync()).ShouldNotBeNull().ShouldStartWith("minderbinder: watching for victim, mkdir");
        return watch;
    }

    /// <summary>Those of lo, and what holds them; on an older kernel this process may have some of its own there.</summary>
    private static async Task<string> FiltersAsync() =>
        (await Command.RunAsync("sh", "-c", "tc qdisc show dev lo; tc filter show dev lo ingress; tc filter show dev lo egress")).Output;

    private static async Task<int> PingAsync() => (await Command.RunAsync("ping", "-n", "-c", "1", "-W", "2", "127.0.0.1")).ExitCode;
}
