using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Minderbinder.Testing;
using Minderbinder.Testing.Kernel.Statistics;
using Minderbinder.Tool.Metrics;

namespace Minderbinder.Tool.Tests;

/// <summary>What Prometheus gets while a program runs, by a real HTTP client.</summary>
public class MetricsTests
{
    private const string Promtool = "/usr/bin/promtool";

    private static readonly string Dashboard =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Tool.Assembly)!, "../../../../../docs/grafana-dashboard.json"));
    private static readonly string Config = Tool.FileWith("agents_of_chaos: {syscall: [{name: locked, syscall: mkdir, error: EACCES}]}");

    [Fact]
    public async Task Injections_are_served_while_the_program_runs()
    {
        var port = FreePort();
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [
                Tool.Assembly,
                "run",
                Config,
                "--mechanism",
                "seccomp_notification",
                "--metrics",
                $"{port}",
                "--",
                "sh",
                "-c",
                "mkdir /x; mkdir /y; echo ready; read end",
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = process.StandardError.ReadToEndAsync();
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("ready");

        using var client = new HttpClient();
        var text = await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
        await process.StandardInput.WriteLineAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));

        text.ShouldMatch("""(?m)^minderbinder_injections_total\{failure="locked",syscall="mkdir"\} 2( \d+)?$""");
        text.ShouldMatch("""(?m)^minderbinder_scopes\{\} 1( \d+)?$""");
    }

    [Fact]
    public async Task Promtool_finds_nothing_to_complain_about()
    {
        Assert.SkipUnless(File.Exists(Promtool), "there is no promtool (Debian's package prometheus)");

        (await CheckAsync("metrics", await ScrapeAllAsync())).ShouldBe(new(0, "", ""));
    }

    /// <summary>Grafana shows an empty panel for a metric that does not exist, and says nothing.</summary>
    [Fact]
    public async Task The_dashboard_asks_for_metrics_and_labels_that_are_served()
    {
        var served = await ScrapeAllAsync();
        var targets = JsonDocument.Parse(await File.ReadAllTextAsync(Dashboard)).RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).ToArray();

        targets.Length.ShouldBeGreaterThan(5);
        foreach (var target in targets)
        {
            var query = target.GetProperty("expr").GetString()!;
            // What is neither a function, nor a label behind "by", nor a number or a unit of time.
            var names = Regex.Matches(query, @"\b[a-z_]{3,}\b(?!\s*\()").Select(match => match.Value)
                .Except(["sum", "by", "failure", "topk"]).ToArray();
            names.ShouldNotBeEmpty(query);
            names.ShouldAllBe(name => Regex.IsMatch(served, $@"(?m)^{name}[ {{]"), query);
            foreach (Match label in Regex.Matches($"{query} {target}", @"by \((\w+)\)|{{(\w+)}}"))
                served.ShouldContain($"{label.Groups[1].Value}{label.Groups[2].Value}=\"");
        }

        Assert.SkipUnless(File.Exists(Promtool), "there is no promtool to check the queries");
        var rules = targets.Select((target, index) => $"  - {{record: 'panel:{index}', expr: '{target.GetProperty("expr").GetString()}'}}");
        (await CheckAsync("rules", $"groups:\n- name: dashboard\n  rules:\n{string.Join('\n', rules)}\n")).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_place_is_a_port_or_an_address_with_one(string place)
    {
        var result = await Tool.RunAsync("run", Config, "--metrics", place, "--", "true");

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldStartWith($"minderbinder: '{place}' is no place to serve metrics; write a port, ");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var result = await Tool.RunAsync("run", Config, "--metrics", $"{port}", "--", "true");

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldContain($"metrics cannot be served at 127.0.0.1:{port}: ");
    }

    /// <summary>All that the tool can serve; what is counted in the kernel comes from here.</summary>
    private static async Task<string> ScrapeAllAsync()
    {
        var counts = new CallCounts([new CallCount(5, 2, 0)], 7);
        var failures = new FailureConfig(new SyscallFailure("mkdir", Errno.EACCES) { Name = "locked" });
        await using var scope = FailureScope.Open(failures, new FailureScopeOptions { Mechanism = Mechanism.SeccompNotification, Verify = false });
        var endpoint = new IPEndPoint(IPAddress.Loopback, FreePort());
        using var statistics = new StatisticsMeter(() => counts);
        using var server = new MetricsServer(endpoint);
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri($"http://{endpoint}/metrics"));
    }

    private static async Task<Tool.Result> CheckAsync(string what, string text)
    {
        var file = Tool.FileWith(text);
        // Metrics come on standard input, rules in a file.
        return await Tool.RunAsync(
            new ProcessStartInfo("sh", ["-c", what == "rules" ? "exec promtool check rules \"$0\"" : "exec promtool check metrics <\"$0\"", file]));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
