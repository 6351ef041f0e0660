using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>
/// A sweep, whoever makes the calls fail. Small, for guests are slow; what a sweep makes of programs is tried beside the unit tests.
/// </summary>
public class SweepTests
{
    private static readonly SweepOptions Options = new()
    {
        Syscalls = ["write", "openat"],
        When = new() { Paths = ["folder-1/**"] },
        Errors = new Dictionary<string, ValueList<Errno>> { ["write"] = [Errno.EIO], ["openat"] = [Errno.EACCES] },
        Seed = 1,
        RunTimeout = TimeSpan.FromMinutes(5),
    };

    [Fact]
    public async Task Each_call_fails_once_and_from_then_on_and_no_other_process_suffers()
    {
        var report = await FailureSweep.RunAsync(
            async run =>
            {
                var file = Path.Combine(run.NewFolder(), "file");
                await using var shell = await run.LaunchAsync("sh", "-c", "echo one > $0; echo two >> $0", file);
                await shell.WaitForExitAsync(TimeSpan.FromMinutes(2));
                await using var twin = run.LaunchOutside("sh", "-c", "echo one > $0.twin; echo two >> $0.twin", file);
                (await twin.WaitForExitAsync(TimeSpan.FromMinutes(2))).ShouldBe(0);

                (await File.ReadAllLinesAsync($"{file}.twin")).ShouldBe(["one", "two"]);
                if (run.IsLearning)
                    (await File.ReadAllLinesAsync(file)).ShouldBe(["one", "two"]);
                else
                    (File.Exists(file) ? (await File.ReadAllLinesAsync(file)).Length : 0).ShouldBeLessThan(2);
            },
            Options);

        TestContext.Current.TestOutputHelper!.WriteLine($"{report}");
        report.Points.Select(point => $"{point}").ShouldBe(
            ["openat folder-1/file #1", "write folder-1/file #1", "openat folder-1/file #2", "write folder-1/file #2"]);
        report.Results.Count.ShouldBe(8);
        report.Results.ShouldAllBe(result => result.Outcome == SweepOutcome.Passed || result.Outcome == SweepOutcome.Silent, $"{report}");
        if (!Reach.IsLaunchedOnly)
            report.Results.ShouldAllBe(result => result.Evidence!.Failures[0].Mechanism != Mechanism.SeccompNotification);
    }

    [Fact]
    public async Task What_breaks_is_found()
    {
        var report = await FailureSweep.RunAsync(
            async run =>
            {
                var file = Path.Combine(run.NewFolder(), "file");
                await File.WriteAllTextAsync(file, "old\n");
                await using var shell = await run.LaunchAsync("sh", "-c", "echo new > $0", file);
                await shell.WaitForExitAsync(TimeSpan.FromMinutes(2));
                (await File.ReadAllTextAsync(file)).ShouldNotBeEmpty();
            },
            Options);

        report.Findings.Select(finding => $"{finding.First.Outcome} {finding.First.Case.Points[0]}")
            .ShouldBe(["Broken write folder-1/file #1"], $"{report}");
        report.Findings[0].Results.Count.ShouldBe(2);
        File.Delete(report.HtmlFile!);
    }
}
