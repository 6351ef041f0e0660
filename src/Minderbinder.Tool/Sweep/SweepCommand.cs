using System.CommandLine;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Minderbinder.Testing;
using Minderbinder.Tool.CommandLine;
using Minderbinder.Tool.Run;

namespace Minderbinder.Tool.Sweep;

/// <summary><c>sweep -- COMMAND</c>: runs a program once for each call that can fail.</summary>
internal static class SweepCommand
{
    public const string Name = "sweep";

    public static Command Create()
    {
        var words = new Argument<string[]>("-- COMMAND") { Description = "The program and its arguments.", Arity = ArgumentArity.ZeroOrMore };
        var syscalls = new Option<string>("--syscalls")
        {
            Description = "Groups (files, sockets, processes, memory, descriptors, all) and system calls, with commas between.",
            HelpName = "LIST",
            DefaultValueFactory = _ => "files",
        };
        var check = new Option<string>("--check")
        {
            Description = "A shell command after each run, for which nothing fails: it must exit with 0, and print what it prints when "
                + "nothing has failed. $MINDERBINDER_EXIT_CODE is how the program ended.",
            HelpName = "CMD",
        };
        var reset = new Option<string>("--reset") { Description = "A shell command before each run, for which nothing fails.", HelpName = "CMD" };
        var ownFolder = new Option<bool>("--own-folder")
        {
            Description = "Run each time in a new empty folder, which is deleted after; --reset can fill it.",
        };
        var parallel = new Option<int?>("--parallel")
        {
            Description = "How many runs at a time; more than 1 takes --own-folder. Defaults to the number of processors with it, and to 1 "
                + "without.",
            HelpName = "N",
        };
        var paths = new Option<string[]>("--path") { Description = "Only calls on paths of this pattern.", HelpName = "PATTERN" };
        var targets = new Option<string[]>("--target") { Description = "Only calls of processes of this name.", HelpName = "NAME" };
        var kinds = new Option<string>("--kinds")
        {
            Description = "once, from_then_on, short, late, with commas between.",
            HelpName = "LIST",
            DefaultValueFactory = _ => "once,from_then_on",
        };
        var pairs = new Option<int>("--pairs") { Description = "How many pairs of failures to try besides. Defaults to 0.", HelpName = "N" };
        var maxRuns = new Option<int>("--max-runs")
        {
            Description = "How many runs at most.",
            HelpName = "N",
            DefaultValueFactory = _ => 1000,
        };
        var maxTime = new Option<string>("--max-time") { Description = "After which time no further run begins: 5m.", HelpName = "TIME" };
        var timeout = new Option<string>("--timeout")
        {
            Description = "After which time a run hangs.",
            HelpName = "TIME",
            DefaultValueFactory = _ => "30s",
        };
        var crashes = new Option<CrashSignal[]>("--expected-crash")
        {
            Description = "A signal that is an end like any other for the program: SIGABRT.",
            HelpName = "SIGNAL",
        };
        var seed = new Option<ulong?>("--seed") { Description = "Repeats the choice and the order of an earlier sweep.", HelpName = "N" };
        var html = new Option<string>("--html") { Description = "Write the report to this file as a page with a timeline.", HelpName = "FILE" };
        var json = new Option<string>("--json") { Description = "Write the report to this file as JSON.", HelpName = "FILE" };
        var baseline = new Option<string>("--baseline") { Description = "A file of findings that are known and do not count.", HelpName = "FILE" };
        var saveBaseline = new Option<string>("--save-baseline")
        {
            Description = "Write the findings to this file, and exit with 0.",
            HelpName = "FILE",
        };
        var command = new Command(
            Name, $"Run a program once for each system call that can fail, and fail it. Exits with {ExitCode.Problem} if something was found: "
                + "--check failed, or the program hung or crashed.")
        {
            words, syscalls, check, reset, ownFolder, parallel, paths, targets, kinds, pairs, maxRuns, maxTime, timeout, crashes, seed, html, json,
            baseline, saveBaseline,
        };
        command.SetAction(parsed =>
        {
            var (own, program) = Words.Split(parsed, words, 0);
            if (own.Length > 0 || program.Length == 0)
                return Task.FromResult(Message.Fail(
                    ExitCode.OwnFailure, Words.Complaint(own, Name, $"sweep takes a program; write 'minderbinder {Name} -- COMMAND'")));
            if (ExecutablePath.Find(program[0]) is not { } file)
                return Task.FromResult(Message.Fail(ExitCode.NotFound, $"there is no program '{program[0]}'"));
            var isAlone = !parsed.GetValue(ownFolder);
            if (isAlone && parsed.GetValue(parallel) > 1)
                return Task.FromResult(Message.Fail(
                    ExitCode.OwnFailure,
                    "runs at the same time in one folder would find each other's files; add --own-folder, or leave --parallel out"));
            return RunAsync(
                new SweptProgram(file, program[1..], parsed.GetValue(reset), parsed.GetValue(check), isAlone),
                progress => new SweepOptions
                {
                    Name = string.Join(' ', program),
                    Syscalls = SyscallSelection.Parse(parsed.GetValue(syscalls)!),
                    Targets = [.. (parsed.GetValue(targets) ?? []).Select(ProcessTarget.Named)],
                    When = parsed.GetValue(paths) is { Length: > 0 } patterns ? new CallFilter { Paths = [.. patterns] } : null,
                    Kinds = KindsOf(parsed.GetValue(kinds)!),
                    MaxPairs = parsed.GetValue(pairs),
                    MaxParallel = parsed.GetValue(parallel) ?? (isAlone ? 1 : Environment.ProcessorCount),
                    MaxRuns = parsed.GetValue(maxRuns),
                    MaxTime = parsed.GetValue(maxTime) is { } time ? DurationOf(time, "--max-time") : null,
                    RunTimeout = DurationOf(parsed.GetValue(timeout)!, "--timeout"),
                    ExpectedCrashes = [.. parsed.GetValue(crashes) ?? []],
                    Seed = parsed.GetValue(seed),
                    Baseline = parsed.GetValue(baseline),
                    HtmlFile = parsed.GetValue(html),
                    Progress = progress,
                },
                parsed.GetValue(json),
                parsed.GetValue(saveBaseline));
        });
        return HelpWithExamples.For(
            command,
            "minderbinder sweep --own-folder --reset 'sqlite3 a.db \"create table t(x)\"' --check 'sqlite3 a.db \"pragma integrity_check\"' -- "
            + "sqlite3 a.db \"insert into t values (1)\"",
            "minderbinder sweep --syscalls write,fsync --html sweep.html --check 'gzip -t log.gz' -- ./rotate-log",
            "minderbinder sweep --syscalls all --max-time 10m --baseline known.txt -- ./service --self-test");
    }

    private static async Task<int> RunAsync(
        SweptProgram program, Func<IProgress<SweepProgress>, SweepOptions> options, string? json, string? saveBaseline)
    {
        try
        {
            using var interrupted = new CancellationTokenSource();
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
            {
                context.Cancel = true;
                interrupted.Cancel();
            });
            var bar = new ProgressBar();
            var report = await FailureSweep.RunAsync(program.RunAsync, options(bar), interrupted.Token);
            bar.Clear();
            foreach (var line in report.ToString().TrimEnd().Split('\n'))
                Console.Out.WriteLine(PrintableText.Of(line));
            return Finish(report, json, saveBaseline);
        }
        catch (OperationCanceledException)
        {
            return Message.Fail(ExitCode.OwnFailure, "interrupted");
        }
        catch (SweepNotPossibleException exception)
        {
            return Message.Fail(ExitCode.OwnFailure, InOptions(exception.Message));
        }
        catch (Exception exception) when (Message.IsExpected(exception) || exception is ArgumentException or Win32Exception)
        {
            return Message.Fail(ExitCode.OwnFailure, exception.Message);
        }
    }

    private static int Finish(SweepReport report, string? json, string? saveBaseline)
    {
        if (json is not null)
            File.WriteAllText(json, report.ToJson());
        if (report.HtmlFile is { } page)
            Message.Say(string.Create(CultureInfo.InvariantCulture, $"the page: {page}"));
        if (saveBaseline is not null)
            report.SaveBaseline(saveBaseline);
        return saveBaseline is null && (report.Findings.Any(finding => !finding.IsKnown) || report.Mended.Count > 0) ? ExitCode.Problem : 0;
    }

    /// <summary>The library's advice names what a test sets; here these are options.</summary>
    private static string InOptions(string message) => message
        .Replace($"Launch the processes with {nameof(SweepRun)}.{nameof(SweepRun.LaunchAsync)}, and see", "See", StringComparison.Ordinal)
        .Replace(
            $"{nameof(SweepOptions.Targets)}, {nameof(SweepOptions.When)} and {nameof(SweepOptions.Except)} leave",
            "--syscalls, --path and --target leave",
            StringComparison.Ordinal)
        .Replace($"({nameof(SweepOptions.RunTimeout)})", "(--timeout)", StringComparison.Ordinal);

    private static SweepKinds KindsOf(string text)
    {
        SweepKinds kinds = 0;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var matches = Enum.GetValues<SweepKinds>().Where(kind => Choices.WordOf(kind) == word).ToArray();
            kinds |= matches is [var kind] ? kind : throw new FormatException(
                $"there is no kind '{word}'; write {string.Join(", ", Enum.GetValues<SweepKinds>().Select(Choices.WordOf))}.");
        }

        return kinds;
    }

    private static TimeSpan DurationOf(string text, string option) =>
        DurationText.TryParse(text, out var problem) ?? throw new FormatException($"{option}: {problem}");
}
