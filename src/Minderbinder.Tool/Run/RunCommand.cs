using System.CommandLine;
using System.ComponentModel;
using Minderbinder.Testing;
using Minderbinder.Tool.CommandLine;
using Minderbinder.Tool.Metrics;
using Minderbinder.Tool.Screen;

namespace Minderbinder.Tool.Run;

/// <summary><c>run CONFIG -- COMMAND ARGS...</c>: runs a program in a scope.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    public static Command Create()
    {
        var words = new Argument<string[]>("CONFIG -- COMMAND")
        {
            Description = "The failure config, in YAML; and behind '--' the program and its arguments.",
            Arity = ArgumentArity.OneOrMore,
        };
        var config = new Option<string>("--config") { Description = "The failure config, if not given as the first argument.", HelpName = "FILE" };
        var seed = new Option<ulong?>("--seed")
        {
            Description = "Repeats the draws of an earlier run; comes before the config's seed and MINDERBINDER_SEED.",
            HelpName = "N",
        };
        var mechanism = Choices.Option<Mechanism>(
            "--mechanism", "The one mechanism to use for system calls, instead of the best.", Mechanism.TrafficControl);
        var report = Choices.Option<ReportFormat>("--report", "How the evidence is written in the end. Defaults to table.");
        var reportFile = new Option<string>("--report-file")
        {
            Description = "Writes the evidence to this file instead of standard error.",
            HelpName = "FILE",
        };
        var requireInjected = new Option<bool>("--require-injected")
        {
            Description = $"Exit with {ExitCode.NotInjected} if a failure was never injected, unless it is optional.",
        };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Say nothing but what goes wrong: no injections, no evidence." };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "List every injection and every process." };
        var ui = new Option<bool>("--ui")
        {
            Description = "Show a screen while the program runs. It gets no input then, and its output is shown in the end.",
        };
        var metrics = MetricsOption.Create();
        var command = new Command(
            Name, "Run a program while things go wrong for it. Its input, output and exit code are its own; injections and evidence are written to "
                + "standard error.")
        {
            words, config, seed, mechanism, requireInjected, report, reportFile, quiet, verbose, ui, metrics,
        };
        command.SetAction(parsed =>
        {
            var (own, program) = Words.Split(parsed, words, parsed.GetValue(config) is null ? 1 : 0);
            if ((parsed.GetValue(config) ?? own.FirstOrDefault()) is not { } file || own.Length > (parsed.GetValue(config) is null ? 1 : 0)
                || program.Length == 0 || file.StartsWith('-'))
            {
                return Task.FromResult(Message.Fail(
                    ExitCode.OwnFailure,
                    Words.Complaint(own, Name, $"run takes one config and a program; write 'minderbinder {Name} CONFIG -- COMMAND'")));
            }

            return RunAsync(new RunOptions
            {
                Config = file,
                CommandLine = program,
                Seed = parsed.GetValue(seed),
                Mechanism = parsed.GetValue(mechanism),
                Report = parsed.GetValue(report) ?? ReportFormat.Table,
                ReportFile = parsed.GetValue(reportFile),
                RequireInjected = parsed.GetValue(requireInjected),
                IsQuiet = parsed.GetValue(quiet),
                IsVerbose = parsed.GetValue(verbose),
                HasScreen = parsed.GetValue(ui),
                Metrics = parsed.GetValue(metrics),
            });
        });
        return HelpWithExamples.For(
            command,
            "minderbinder run disk-full.yaml -- sqlite3 shop.db \"insert into orders values ('nut')\"",
            "minderbinder run disk-full.yaml --require-injected --report json --report-file evidence.json -- make check",
            "minderbinder run disk-full.yaml --seed 4711 -- ./service",
            "minderbinder run disk-full.yaml --ui --metrics 9464 -- ./service");
    }

    private static async Task<int> RunAsync(RunOptions options)
    {
        if (ExecutablePath.Find(options.CommandLine[0]) is not { } program)
            return Message.Fail(ExitCode.NotFound, $"there is no program '{options.CommandLine[0]}'");
        if (options.HasScreen && (Console.IsOutputRedirected || Console.IsInputRedirected))
            return Message.Fail(ExitCode.OwnFailure, "--ui takes a terminal, and input or output is none; leave it out");

        var lines = new InjectionLines(Message.Say, TimeProvider.System);
        var log = new InjectionLog();
        try
        {
            // Better told now than when the program has run.
            if (options.ReportFile is { } report)
                await File.WriteAllTextAsync(report, "");
            await using var scope = SeededScope.Open(FailureConfig.FromFile(options.Config), options.Seed, new FailureScopeOptions
            {
                Mechanism = options.Mechanism,
                IsTracked = (options.HasScreen || options.Metrics is not null) && KernelSupport.Check().HasKernelPrograms,
                OnInjected = options.HasScreen
                    ? log.Add
                    : options.IsQuiet ? null : options.IsVerbose ? injection => Message.Say(injection.ToString()) : lines.Add,
            });
            using var observation = new Observation(options.Metrics, options.HasScreen, everybody: false);
            var code = options.HasScreen
                ? await ScreenedProgram.RunAsync(scope, options, new ScreenSource(scope, log, observation.Statistics, options.Config))
                : await Foreground.RunAsync(program, options.CommandLine);

            // Closing it brings the last injections to their lines first.
            await scope.DisposeAsync();
            lines.Finish();
            return RunReport.Write(scope, options) || !options.RequireInjected ? code : ExitCode.NotInjected;
        }
        catch (Win32Exception exception)
        {
            return Message.Fail(ExitCode.NotExecutable, ExecutablePath.Refusal(program, exception));
        }
        catch (Exception exception) when (Message.IsExpected(exception))
        {
            return Message.Fail(ExitCode.OwnFailure, exception.Message);
        }
    }
}
