using System.CommandLine;
using System.Net;
using Minderbinder.Testing;
using Minderbinder.Testing.Kernel;
using Minderbinder.Tool.CommandLine;
using Minderbinder.Tool.Metrics;
using Minderbinder.Tool.Processes;
using Minderbinder.Tool.Run;
using Minderbinder.Tool.Screen;

namespace Minderbinder.Tool.Watch;

/// <summary><c>watch CONFIG</c>: failures for processes of the whole machine, by their names, until Ctrl-C.</summary>
internal static class WatchCommand
{
    public const string Name = "watch";

    public static Command Create()
    {
        var config = new Argument<string>("CONFIG") { Description = "The failure config, in YAML. Each failure needs targets." };
        var pids = new Option<int[]>("--pid") { Description = "Takes in a running process, with its children; may be repeated.", HelpName = "N" };
        var noChildren = new Option<bool>("--no-children") { Description = "With --pid: without the children that it has already." };
        var all = new Option<bool>("--all")
        {
            Description = "Statistics of system calls are those of the whole machine, not only of the processes that failures are for.",
        };
        var noUi = new Option<bool>("--no-ui") { Description = "Write lines instead of showing a screen." };
        var seed = new Option<ulong?>("--seed") { Description = "Repeats the draws of an earlier run.", HelpName = "N" };
        var metrics = MetricsOption.Create();
        var command = new Command(
            Name, "Make things go wrong for every process of this machine that starts with a name in the config's targets, until Ctrl-C. Takes the "
                + "programs in the kernel.")
        {
            config, pids, noChildren, all, noUi, seed, metrics,
        };
        command.SetAction(parsed => RunAsync(
            parsed.GetRequiredValue(config),
            parsed.GetValue(pids) ?? [],
            !parsed.GetValue(noChildren),
            parsed.GetValue(all),
            !parsed.GetValue(noUi) && !Console.IsOutputRedirected && !Console.IsInputRedirected,
            parsed.GetValue(seed),
            parsed.GetValue(metrics)));
        return HelpWithExamples.For(
            command, "minderbinder watch disk-full.yaml", "minderbinder watch slow-database.yaml --pid $(pidof postgres) --metrics 9464");
    }

    private static async Task<int> RunAsync(
        string file, int[] pids, bool withChildren, bool everybody, bool withScreen, ulong? seed, IPEndPoint? metrics)
    {
        try
        {
            var config = FailureConfig.FromFile(file);
            if (config.Failures.FirstOrDefault(failure => failure.Targets.Count == 0) is { } forAll)
                throw new NotSupportedException(
                    $"the failure '{forAll.DisplayName}' has no targets, and would be for every process; name processes in its 'targets'");

            var lines = new InjectionLines(Message.Say, TimeProvider.System);
            var log = new InjectionLog();
            await using var scope = SeededScope.Open(
                config, seed, new FailureScopeOptions { IsTracked = true, OnInjected = withScreen ? log.Add : lines.Add });
            if (scope.CountFailures().FirstOrDefault(failure => failure.Mechanism == Mechanism.SeccompNotification) is { } launchedOnly)
                throw new NotSupportedException($"the failure '{launchedOnly.Failure.DisplayName}' takes a seccomp filter here, which reaches only "
                    + "programs that are started with it; use 'minderbinder run'");

            using var watch = new MachineWatch(KernelSession.Current!, scope.Number);
            RunningProcesses.Join(scope, pids, withChildren);
            using var observation = new Observation(metrics, withScreen, everybody);
            using var enough = RunningProcesses.UntilInterrupted();
            if (withScreen)
            {
                await LiveScreen.ShowAsync(new ScreenSource(scope, log, observation.Statistics, file), enough.Token);
            }
            else
            {
                var names = config.Failures.SelectMany(failure => failure.Targets).Select(target => target.ProcessName).Distinct();
                Message.Say($"watching for {string.Join(", ", names)}; Ctrl-C ends it");
                await Task.Delay(Timeout.Infinite, enough.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            var evidence = scope.GetEvidence();
            lines.Finish();
            Message.Say(evidence.ToString());
            return 0;
        }
        catch (Exception exception) when (Message.IsExpected(exception) || exception is InvalidOperationException or BpfException)
        {
            return Message.Fail(ExitCode.OwnFailure, exception.Message);
        }
    }
}
