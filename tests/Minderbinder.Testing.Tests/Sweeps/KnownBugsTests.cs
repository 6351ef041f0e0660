using Minderbinder.Testing.Launching;

namespace Minderbinder.Testing.Tests.Sweeps;

/// <summary>A program with faults that are known: the sweep finds each of them, and nothing in the program without them.</summary>
public class KnownBugsTests
{
    private static readonly string Shop = Path.Combine(AppContext.BaseDirectory, "Sweeps", "shop.py");

    public KnownBugsTests() => Assert.SkipUnless(SeccompProbe.Check().IsSupported, SeccompProbe.Check().Explanation);

    [Fact]
    public async Task All_faults_are_found()
    {
        var report = await FailureSweep.RunAsync(run => OrderAsync(run, "buggy"), Options(TimeSpan.FromSeconds(10)));

        string.Join('\n', report.Findings.Select(DescriptionOf).Order(StringComparer.Ordinal)).ShouldBe(
            """
            Broken fsync folder-1/journal: confirmed, and there are 2 orders, 1 receipts, 1 counted
            Broken fsync folder-1/state: refused, and there are 0 orders, 0 receipts, 1 counted
            Broken write folder-1/receipts: confirmed, and there are 1 orders, 0 receipts, 1 counted
            Hung openat folder-1/state.tmp: the run did not end in time, and its processes were killed
            """,
            $"{report}");
        File.Delete(report.HtmlFile!);
    }

    [Fact]
    public async Task Nothing_is_found_where_nothing_is_wrong()
    {
        var report = await FailureSweep.RunAsync(run => OrderAsync(run, "mended"), Options(TimeSpan.FromMinutes(2)));

        report.Findings.ShouldBeEmpty($"{report}");
        report.Results.Count.ShouldBe((int)report.Possible);
        report.Reached.ShouldBe(report.Results.Count, $"{report}");
    }

    private static string DescriptionOf(SweepFinding finding) =>
        $"{finding.First.Outcome} {finding.First.Case.Points[0].Syscall} {finding.First.Case.Points[0].Subject}: {finding.First.Problem}";

    private static SweepOptions Options(TimeSpan timeout) => new()
    {
        Syscalls = ["openat", "write", "fsync", "rename"],
        When = new() { Paths = ["folder-1/**"] },
        RunTimeout = timeout,
        Seed = 1,
    };

    private static async Task OrderAsync(SweepRun run, string variant)
    {
        var folder = run.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "state"), "0");
        var shop = await run.RunAsync("/usr/bin/python3", "-IS", Shop, folder, variant);

        var isConfirmed = shop.StandardOutput.StartsWith("confirmed", StringComparison.Ordinal);
        var (orders, receipts) = (LinesOf(folder, "journal"), LinesOf(folder, "receipts"));
        var counted = await File.ReadAllTextAsync(Path.Combine(folder, "state"));
        if (isConfirmed ? (orders, receipts, counted) != (1, 1, "1") : (orders, receipts, counted) != (0, 0, "0"))
            throw new InvalidOperationException(
                $"{(isConfirmed ? "confirmed" : "refused")}, and there are {orders} orders, {receipts} receipts, {counted} counted");
    }

    private static int LinesOf(string folder, string file) =>
        File.Exists(Path.Combine(folder, file)) ? File.ReadAllLines(Path.Combine(folder, file)).Length : 0;
}
