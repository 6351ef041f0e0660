using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Minderbinder.Testing.KernelTests.Networks;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>
/// The Go tool's own example, by <c>minderbinder run</c> and <c>watch</c>, against real programs that know nothing of it. Alone, for
/// <c>watch</c> takes in whatever is called so.
/// </summary>
[Collection(nameof(AloneInTheKernel))]
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class ToolExampleTests
{
    private const string Example = """
        agents_of_chaos:
          syscall:
            - name: break_curl_files
              syscall: openat
              ret_code: -2
              delay_ms: 100
              targets: [{process_name: curl}]
            - name: break_editor_files
              syscall: openat
              ret_code: -1
              delay_ms: 100
              targets: [{process_name: vim}, {process_name: cat}]
          outgoing_network:
            - name: break_wget_network
              targets: [{process_name: wget}]
            - name: break_ping_network
              failure_rate: 50
              targets: [{process_name: ping}]
        """;

    /// <summary>
    /// Each opens the file when it has run for longer than the delay; the shell may start cat long after its neighbour in the pipe. The exit code is
    /// that of the last, which works.
    /// </summary>
    private const string Script = """
        curl -sS "$1" "file://$0"; echo curl $?
        sleep 5 | cat - "$0"; echo cat $?
        vim -u NONE -es '+sleep 500m' "+read $0" +%print +qa! </dev/null; echo
        wget -q -T $3 -t 1 -O /dev/null "$2"; echo wget $?
        ping -n -c 20 -i 0.2 -W $3 127.0.0.1 | grep -o '[0-9]* received'
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    [Fact]
    public async Task A_program_and_its_children_fail_by_their_names()
    {
        using var programs = new Programs(_folder);

        var inside = Command.RunAsync(
            "dotnet", [ToolTests.Tool, "run", Config(), "--require-injected", "--quiet", "--seed", "7", "--", .. programs.Losing]);
        var outside = Command.RunAsync(programs.Working[0], programs.Working[1..]);

        var result = await inside;
        result.ExitCode.ShouldBe(0, $"each of them was injected: {result.Error}");
        ShouldHaveFailed(result);
        ShouldHaveWorked(await outside);
    }

    [Fact]
    public async Task Whatever_starts_on_the_machine_fails_by_its_name_until_the_end()
    {
        using var programs = new Programs(_folder);
        var before = await KernelObjects.ListAsync();
        var port = FreePort();
        string[] arguments = [ToolTests.Tool, "watch", Config(), "--no-ui", "--all", "--seed", "7", "--metrics", $"{port}"];
        using var watch = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true })!;
        (await watch.StandardError.ReadLineAsync()).ShouldBe("minderbinder: watching for curl, vim, cat, wget, ping; Ctrl-C ends it");
        var evidence = watch.StandardError.ReadToEndAsync();

        ShouldHaveFailed(await Command.RunAsync(programs.Losing[0], programs.Losing[1..]));
        (await Command.RunAsync("head", programs.File)).Output.ShouldBe("hello", "it is not among the targets");

        using var client = new HttpClient();
        var metrics = await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
        metrics.ShouldMatch("""minderbinder_injections_total\{failure="break_editor_files",syscall="openat"\} [1-9]""");
        metrics.ShouldMatch("""syscall_success_total\{syscall="openat"\} [1-9]""");
        metrics.ShouldMatch("""syscall_failure_total\{syscall="openat"\} [1-9]""");
        metrics.ShouldMatch("""context_switch_counts_total(\{\})? [1-9]""");

        await Command.RunAsync("kill", "-INT", $"{watch.Id}");
        foreach (var failure in new[] { "break_curl_files", "break_editor_files", "break_wget_network", "break_ping_network" })
            (await evidence).ShouldMatch($@"minderbinder: {failure} +[1-9]");
        await watch.WaitForExitAsync();
        watch.ExitCode.ShouldBe(0);
        await KernelObjects.AreOnlyAsync(before);
        ShouldHaveWorked(await Command.RunAsync(programs.Working[0], programs.Working[1..]));
    }

    /// <summary>
    /// On a slow machine a program is not loaded when the delay is over: then it is the loader that cannot open its libraries (127).
    /// </summary>
    private static void ShouldHaveFailed(Command.Result result)
    {
        result.Output.ShouldNotContain("hello");
        result.Output.ShouldMatch("curl (37|127); ");
        result.Output.ShouldMatch("cat (1|127); ");
        result.Output.ShouldContain("wget 4; ");
        result.Error.ShouldMatch("curl.*(Couldn't open file|No such file)");
        result.Error.ShouldMatch("cat: .*Operation not permitted");
        Received(result).ShouldBeInRange(1, 19);
    }

    private static void ShouldHaveWorked(Command.Result result)
    {
        result.Output.ShouldMatch("^(yes|)hello; curl 0; hello; cat 0; (; )?hello; .*wget 0; ");
        Received(result).ShouldBe(20);
    }

    private static int Received(Command.Result ping) =>
        int.Parse(Regex.Match(ping.Output, @"(\d+) received").Groups[1].Value, CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Config()
    {
        var file = Path.Combine(_folder, "example.yaml");
        File.WriteAllText(file, Example);
        return file;
    }

    /// <summary>What the script takes: a file, a server that lets curl wait for longer than the delay, and one for wget.</summary>
    private sealed class Programs : IDisposable
    {
        private readonly WebServer _slow = new(delayMs: 500), _fast = new();

        public Programs(string folder)
        {
            File = Path.Combine(folder, "a.txt");
            System.IO.File.WriteAllText(File, "hello\n");
        }

        public string File { get; }

        /// <summary>With answers that are not to come, and with others that are, however busy the machine.</summary>
        public string[] Losing => ["sh", "-c", Script, File, _slow.Url, _fast.Url, "2"];

        /// <inheritdoc cref="Losing"/>
        public string[] Working => [.. Losing[..^1], "60"];

        public void Dispose()
        {
            _slow.Dispose();
            _fast.Dispose();
        }
    }
}
