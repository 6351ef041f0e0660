using Minderbinder.Testing.Launching;

namespace Minderbinder.Testing.Tests.Sweeps;

/// <summary>What a sweep makes of small programs, by seccomp.</summary>
public class SweepTests
{
    private static readonly SweepOptions Quick = new() { Syscalls = ["write", "openat", "unlink"], Kinds = SweepKinds.Once, Seed = 4711 };

    public SweepTests() => Assert.SkipUnless(SeccompProbe.Check().IsSupported, SeccompProbe.Check().Explanation);

    [Fact]
    public async Task Each_call_fails_once_in_a_run_of_its_own()
    {
        var report = await FailureSweep.RunAsync(
            async run =>
            {
                var file = Path.Combine(run.NewFolder(), "file");
                var shell = await run.RunAsync("sh", "-c", $"echo one > {file} && echo two >> {file} && rm {file}");
                (shell.ExitCode == 0).ShouldBe(run.IsLearning);
            },
            Quick);

        report.Points.Select(point => $"{point}").ShouldBe(
            ["openat folder-1/file #1", "write folder-1/file #1", "openat folder-1/file #2", "write folder-1/file #2"], $"{report}");
        report.Results.Count.ShouldBe(12);
        report.Reached.ShouldBe(12, $"{report}");
        report.Findings.ShouldBeEmpty($"{report}");
        report.Results.ShouldAllBe(result => result.Evidence!.Failures[0].Injected == 1);
        report.ThrowIfFound();
    }

    [Fact]
    public async Task What_breaks_is_found_and_repeats_from_its_yaml_alone()
    {
        var report = await FailureSweep.RunAsync(ReplaceInPlaceAsync, Quick);

        var finding = report.Findings.ShouldHaveSingleItem();
        finding.Key.ShouldBe("broken | write | folder-1/file | InvalidOperationException: the file has ''");
        finding.Results.Count.ShouldBe(3);
        (await Should.ThrowAsync<InvalidOperationException>(
            () => FailureSweep.RepeatAsync(ReplaceInPlaceAsync, FailureConfig.FromYaml(finding.Yaml))))
            .Message.ShouldBe("the file has ''");
        (await FailureSweep.RepeatAsync(ReplaceInPlaceAsync, new FailureConfig(new SyscallFailure("rmdir", Errno.EIO)))).Failures[0].Injected
            .ShouldBe(0);

        var message = Should.Throw<SweepFoundException>(report.ThrowIfFound).Message;
        message.ShouldContain("BROKEN: write folder-1/file #1: ");
        message.ShouldContain($"All of it: {report.HtmlFile}");
        message.ShouldContain("I/O error", Case.Insensitive);
        File.Delete(report.HtmlFile!);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_cases_and_findings()
    {
        var (one, two) = (await FailureSweep.RunAsync(ReplaceInPlaceAsync, Quick), await FailureSweep.RunAsync(ReplaceInPlaceAsync, Quick));

        two.Points.Select(point => $"{point}").ShouldBe(one.Points.Select(point => $"{point}"));
        two.Results.Select(result => (result.Case.Config.ToYaml(), result.Outcome))
            .ShouldBe(one.Results.Select(result => (result.Case.Config.ToYaml(), result.Outcome)));
        two.Findings.Select(finding => (finding.Key, finding.Yaml)).ShouldBe(one.Findings.Select(finding => (finding.Key, finding.Yaml)));
        File.Delete(one.HtmlFile!);
        File.Delete(two.HtmlFile!);
    }

    [Fact]
    public async Task A_run_that_hangs_is_stopped_and_its_output_kept()
    {
        var report = await FailureSweep.RunAsync(
            run => run.RunAsync("sh", "-c", "echo starting; true > $0 || sleep 1000", Path.Combine(run.NewFolder(), "file")),
            new SweepOptions
            {
                Syscalls = ["openat"],
                Errors = Only("openat", Errno.EACCES),
                Kinds = SweepKinds.Once,
                RunTimeout = TimeSpan.FromSeconds(4),
            });

        var finding = report.Findings.ShouldHaveSingleItem();
        finding.First.Outcome.ShouldBe(SweepOutcome.Hung);
        finding.First.Output.ShouldContain("out| starting");
        finding.Key.ShouldBe("hung | openat | folder-1/file");
        File.Delete(report.HtmlFile!);
    }

    [Fact]
    public async Task A_crash_is_found_unless_it_is_expected()
    {
        static Task CrashAsync(SweepRun run) => run.RunAsync("sh", "-c", $"sh -c 'true > {run.NewFolder()}/file' || kill -SEGV $$");
        var options = new SweepOptions { Syscalls = ["openat"], Errors = Only("openat", Errno.EACCES), Kinds = SweepKinds.Once };

        var report = await FailureSweep.RunAsync(CrashAsync, options);
        report.Findings.ShouldHaveSingleItem().Key.ShouldBe("crashed | openat | folder-1/file | sh was killed by SIGSEGV");
        File.Delete(report.HtmlFile!);

        report = await FailureSweep.RunAsync(
            CrashAsync,
            new SweepOptions { Syscalls = ["openat"], Errors = options.Errors, Kinds = SweepKinds.Once, ExpectedCrashes = [CrashSignal.SIGSEGV] });
        report.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_error_that_nobody_mentions_is_a_hint()
    {
        var report = await FailureSweep.RunAsync(
            run => run.RunAsync("sh", "-c", $"true 2>/dev/null > {run.NewFolder()}/file; echo done; exit 0"),
            new SweepOptions { Syscalls = ["openat"], Errors = Only("openat", Errno.EACCES), Kinds = SweepKinds.Once });

        report.Findings.ShouldBeEmpty();
        report.Silences.ShouldHaveSingleItem().Key.ShouldBe("silent | openat | folder-1/file");
        report.ThrowIfFound();
    }

    [Fact]
    public async Task A_case_that_the_run_did_not_come_to_is_counted_as_that()
    {
        // It takes another way in each run but the first two.
        var runs = 0;
        var report = await FailureSweep.RunAsync(
            run => run.RunAsync("sh", "-c", Interlocked.Increment(ref runs) <= 2 ? $"true > {run.NewFolder()}/file" : "true"),
            new SweepOptions { Syscalls = ["openat"], Kinds = SweepKinds.Once });

        report.NotReached.ShouldBe(3);
        report.Reached.ShouldBe(0);
        report.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_fails_without_failures_is_an_error_and_so_is_one_without_calls()
    {
        (await Should.ThrowAsync<SweepNotPossibleException>(() => FailureSweep.RunAsync(_ => throw new InvalidOperationException("No shop."), Quick)))
            .Message.ShouldContain("No shop.");
        (await Should.ThrowAsync<SweepNotPossibleException>(() => FailureSweep.RunAsync(run => run.RunAsync("true"), Quick)))
            .Message.ShouldContain("makes no call that could fail");
    }

    [Fact]
    public async Task Known_findings_do_not_fail_and_mended_ones_must_be_struck_off()
    {
        var baseline = Path.Combine(Directory.CreateTempSubdirectory("minderbinder-").FullName, "known.txt");
        var first = await FailureSweep.RunAsync(ReplaceInPlaceAsync, Quick);
        first.SaveBaseline(baseline);
        SweepOptions options = new() { Syscalls = Quick.Syscalls, Kinds = Quick.Kinds, Baseline = baseline };

        var known = await FailureSweep.RunAsync(ReplaceInPlaceAsync, options);
        known.Findings.ShouldHaveSingleItem().IsKnown.ShouldBeTrue();
        known.ThrowIfFound();

        var mended = await FailureSweep.RunAsync(
            async run =>
            {
                var file = Path.Combine(run.NewFolder(), "file");
                await File.WriteAllTextAsync(file, "old\n");
                await run.RunAsync("sh", "-c", $"echo new > {file}.tmp && mv {file}.tmp {file}");
                (await File.ReadAllTextAsync(file)).ShouldBeOneOf("old\n", "new\n");
            },
            options);
        mended.Findings.ShouldBeEmpty();
        Should.Throw<SweepFoundException>(mended.ThrowIfFound).Message.ShouldContain("to be struck off the baseline: broken | write | folder-1/file");

        await Should.ThrowAsync<FileNotFoundException>(() => FailureSweep.RunAsync(ReplaceInPlaceAsync, new SweepOptions { Baseline = "/nowhere" }));
        File.Delete(first.HtmlFile!);
        File.Delete(known.HtmlFile!);
    }

    [Fact]
    public async Task Short_writes_delays_and_pairs_are_tried_too()
    {
        var report = await FailureSweep.RunAsync(
            async run =>
            {
                var file = Path.Combine(run.NewFolder(), "file");
                await run.RunAsync(
                    "/usr/bin/python3", "-ISc", $"import os; f = os.open('{file}', os.O_CREAT | os.O_WRONLY); os.write(f, b'whole'); os.fsync(f)");
                (await File.ReadAllTextAsync(file)).ShouldBeOneOf("whole", "");
            },
            new SweepOptions
            {
                Syscalls = ["write", "fsync"],
                Kinds = SweepKinds.Once | SweepKinds.Short | SweepKinds.Late,
                Latency = TimeSpan.FromMilliseconds(20),
                MaxPairs = 2,
            });

        report.Findings.Select(finding => $"{finding.First.Case}").ShouldBe(["write folder-1/file #1: 1 byte"], $"{report}");
        report.Results.Count(result => result.Case.Kind == SweepKinds.Late && result.IsReached).ShouldBe(2);
        report.Results.Count(result => result.Case.Points.Count == 2).ShouldBe(2);
        File.Delete(report.HtmlFile!);
    }

    [Fact]
    public async Task The_budget_holds_and_progress_is_told()
    {
        var told = new List<SweepProgress>();
        var report = await FailureSweep.RunAsync(
            ReplaceInPlaceAsync, new SweepOptions { Syscalls = Quick.Syscalls, MaxRuns = 5, MaxParallel = 1, Progress = new Told(told) });

        report.Results.Count.ShouldBe(5);
        report.Possible.ShouldBe(12);
        told.Select(progress => (progress.Done, progress.Total)).ShouldBe(Enumerable.Range(1, 5).Select(done => (done, 5)));

        report = await FailureSweep.RunAsync(ReplaceInPlaceAsync, new SweepOptions { Syscalls = Quick.Syscalls, MaxTime = TimeSpan.FromTicks(1) });
        report.Results.ShouldBeEmpty();
        report.Planned.ShouldBe(12);
    }

    [Fact]
    public async Task The_page_and_the_json_tell_of_each_point_and_finding()
    {
        var report = await FailureSweep.RunAsync(ReplaceInPlaceAsync, Quick);

        var page = await File.ReadAllTextAsync(report.HtmlFile!);
        page.Split("<rect x=").Length.ShouldBe(1 + report.Points.Count);
        page.ShouldContain("class=\"found\"><title>write folder-1/file #1, after");
        page.ShouldContain("<a href=\"#finding-0\">");
        page.ShouldContain("id=\"finding-0\"");
        page.ShouldNotContain("http");
        var json = System.Text.Json.JsonDocument.Parse(report.ToJson()).RootElement;
        json.GetProperty("points").GetArrayLength().ShouldBe(2);
        json.GetProperty("findings")[0].GetProperty("outcome").GetString().ShouldBe("broken");
        FailureConfig.FromYaml(json.GetProperty("findings")[0].GetProperty("config").GetString()!).Failures.Count.ShouldBe(1);
        File.Delete(report.HtmlFile!);
    }

    private static async Task ReplaceInPlaceAsync(SweepRun run)
    {
        var file = Path.Combine(run.NewFolder(), "file");
        await File.WriteAllTextAsync(file, "old\n");
        await run.RunAsync("sh", "-c", $"echo new > {file}");
        var text = await File.ReadAllTextAsync(file);
        if (text is not ("old\n" or "new\n"))
            throw new InvalidOperationException($"the file has '{text}'");
    }

    private static Dictionary<string, ValueList<Errno>> Only(string syscall, Errno error) => new() { [syscall] = [error] };

    /// <summary>At once, on the thread that reports.</summary>
    private sealed class Told(List<SweepProgress> told) : IProgress<SweepProgress>
    {
        public void Report(SweepProgress value) => told.Add(value);
    }
}
