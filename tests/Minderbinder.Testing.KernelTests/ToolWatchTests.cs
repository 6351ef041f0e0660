using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Minderbinder.Testing.KernelTests.Networks;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>
/// <c>minderbinder watch</c>, with what the Go tool's own example does, against real programs that know nothing of it. Alone, for it takes in
/// whatever is called so.
/// </summary>
[Collection(nameof(AloneInTheKernel))]
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class ToolWatchTests
{
    private static readonly string Tool = ToolTests.Tool;

    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    [Fact]
    public async Task Programs_that_start_on_the_machine_fail_by_their_names_until_it_ends()
    {
        var config = Path.Combine(_folder, "watch.yaml");
        await File.WriteAllTextAsync(config, """
            agents_of_chaos:
              syscall:
                - {name: curl, syscall: openat, ret_code: -2, targets: [{process_name: curl}], when: {path: '*.txt'}}
                - {name: cat, syscall: openat, ret_code: -1, targets: [{process_name: vim}, {process_name: cat}], when: {path: '*.txt'}}
              outgoing_network:
                - {name: wget, targets: [{process_name: wget}]}
                - {name: ping, failure_rate: 50, targets: [{process_name: ping}]}
            """);
        var text = Path.Combine(_folder, "a.txt");
        await File.WriteAllTextAsync(text, "hello");
        using var server = new WebServer();
        var port = FreePort();
        using var watch = Process.Start(new ProcessStartInfo("dotnet", [Tool, "watch", config, "--no-ui", "--all", "--seed", "7", "--metrics", $"{port}"])
        {
            RedirectStandardError = true,
        })!;
        (await watch.StandardError.ReadLineAsync()).ShouldBe("minderbinder: watching for curl, vim, cat, wget, ping; Ctrl-C ends it");
        var rest = watch.StandardError.ReadToEndAsync();

        (await Command.RunAsync("curl", "-sS", $"file://{text}")).ExitCode.ShouldBe(37);
        (await Command.RunAsync("cat", text)).Error.ShouldContain("Operation not permitted");
        (await Command.RunAsync("head", text)).Output.ShouldBe("hello", "it is not among the targets");
        (await Command.RunAsync("wget", "-q", "-T", "2", "-t", "1", "-O", "/dev/null", $"{server.Url}")).ExitCode.ShouldBe(4);
        Received(await Command.RunAsync("ping", "-c", "20", "-i", "0.2", "-W", "1", "127.0.0.1")).ShouldBeInRange(1, 19);

        using var client = new HttpClient();
        var metrics = await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
        metrics.ShouldMatch("""minderbinder_injections_total\{failure="cat",syscall="openat"\} 1""");
        metrics.ShouldMatch("""syscall_success_total\{syscall="openat"\} [1-9]""");
        metrics.ShouldMatch("""syscall_failure_total\{syscall="openat"\} [1-9]""");
        metrics.ShouldMatch("""context_switch_counts_total(\{\})? [1-9]""");

        await Command.RunAsync("kill", "-INT", $"{watch.Id}");
        await watch.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        watch.ExitCode.ShouldBe(0);
        (await rest).ShouldContain("minderbinder: Seed 7");
        (await Command.RunAsync("cat", text)).Output.ShouldBe("hello");
    }

    [Fact]
    public async Task A_running_process_can_be_taken_in_and_its_children_with_it()
    {
        var config = Path.Combine(_folder, "watch.yaml");
        await File.WriteAllTextAsync(config, "agents_of_chaos:\n  syscall:\n    - {syscall: mkdir, error: EROFS, targets: [{process_name: mkdir}]}\n");
        using var running = Process.Start(new ProcessStartInfo("sh", ["-c", $"read line; mkdir {_folder}/a; echo $?; read line"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using var watch = Process.Start(new ProcessStartInfo("dotnet", [Tool, "watch", config, "--no-ui", "--pid", $"{running.Id}"]) { RedirectStandardError = true })!;
        await watch.StandardError.ReadLineAsync();

        await running.StandardInput.WriteLineAsync();
        (await running.StandardOutput.ReadLineAsync()).ShouldBe("1");

        // However it ends, nothing stays.
        watch.Kill();
        await watch.WaitForExitAsync();
        (await Command.RunAsync("mkdir", Path.Combine(_folder, "b"))).ExitCode.ShouldBe(0);
        running.Kill();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static int Received(Command.Result ping) => int.Parse(Regex.Match(ping.Output, @"(\d+) received").Groups[1].Value, CultureInfo.InvariantCulture);
}
