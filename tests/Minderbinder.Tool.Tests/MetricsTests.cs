using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Minderbinder.Tool.Tests;

/// <summary>What Prometheus gets while a program runs, by a real HTTP client.</summary>
public class MetricsTests
{
    private static readonly string Config = Tool.FileWith("agents_of_chaos: {syscall: [{name: locked, syscall: mkdir, error: EACCES}]}");

    [Fact]
    public async Task Injections_are_served_while_the_program_runs()
    {
        var port = FreePort();
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Tool.Assembly, "run", Config, "--mechanism", "seccomp_notification", "--metrics", $"{port}", "--", "sh", "-c", "mkdir /x; mkdir /y; echo ready; read end"])
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
