using System.Diagnostics;
using System.Text.Json;
using Minderbinder.Testing;

namespace Benchmarks;

/// <summary>
/// What the programs at the interfaces cost a bystander: iperf3 over lo beside a process that has them attached, as a ratio to iperf3
/// without, pair by pair in one run.
/// </summary>
internal static class PacketCosts
{
    private const int Pairs = 5;
    private const string Seconds = "3";

    // Attaching a program makes an emulator translate all code anew, and a process that has just started is still being compiled.
    private const string SecondsNotCounted = "3";
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8);

    public static async Task MeasureAsync()
    {
        using var server = Process.Start(new ProcessStartInfo("iperf3", ["-s"]) { RedirectStandardOutput = true })!;
        await Task.Delay(TimeSpan.FromSeconds(3));
        await ReportAsync("TCP, a failure of outgoing packets", "out", []);
        await ReportAsync("TCP, of incoming ones as well", "both", []);
        await ReportAsync("TCP, and connections reset on the way in", "all", []);
        await ReportAsync("UDP with 64 bytes, a failure of outgoing packets", "out", ["-u", "-b", "0", "-l", "64"]);
        server.Kill();
    }

    /// <summary>Run as a process of its own: attaches what failures of a kind need, for a port that nobody uses, and stays.</summary>
    public static async Task HoldAsync(string what)
    {
        Failure outgoing = new OutgoingNetworkFailure { DestinationPorts = [9] };
        Failure incoming = new IncomingNetworkFailure { SourcePorts = [9] };
        Failure reset = new IncomingNetworkFailure { SourcePorts = [9], Action = PacketAction.Reset };
        await using var scope = FailureScope.Open(what switch
        {
            "out" => new FailureConfig(outgoing),
            "both" => new FailureConfig(outgoing, incoming),
            _ => new FailureConfig(outgoing, incoming, reset),
        });
        Console.WriteLine("ready");
        Console.ReadLine();
    }

    private static async Task ReportAsync(string what, string kind, string[] options)
    {
        var ratios = new List<double>();
        for (var i = 0; i < Pairs; i++)
        {
            var without = await BitsPerSecondAsync(options);
            using var holder = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(PacketCosts).Assembly.Location, "hold", kind])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            await holder.StandardOutput.ReadLineAsync();
            await Task.Delay(Settling);
            ratios.Add(await BitsPerSecondAsync(options) / without);
            holder.StandardInput.Close();
            await holder.WaitForExitAsync();
        }

        ratios.Sort();
        Console.WriteLine($"{what,-55} x {ratios[Pairs / 2]:F3}  ({ratios[0]:F3} to {ratios[^1]:F3})");
    }

    private static async Task<double> BitsPerSecondAsync(string[] options)
    {
        string[] arguments = ["-c", "127.0.0.1", "-t", Seconds, "-O", SecondsNotCounted, "-J", .. options];
        using var client = Process.Start(new ProcessStartInfo("iperf3", arguments) { RedirectStandardOutput = true })!;
        using var report = JsonDocument.Parse(await client.StandardOutput.ReadToEndAsync());
        var end = report.RootElement.GetProperty("end");
        return end.TryGetProperty("sum_sent", out var sent) ? sent.GetProperty("bits_per_second").GetDouble()
            : end.GetProperty("sum").GetProperty("bits_per_second").GetDouble();
    }
}
