using System.CommandLine;
using System.ComponentModel;
using Minderbinder.Testing;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Statistics;
using Minderbinder.Tool.CommandLine;
using Minderbinder.Tool.Processes;
using Minderbinder.Tool.Run;

namespace Minderbinder.Tool.Trace;

/// <summary><c>trace -- COMMAND</c>: which system calls a program makes, and what about.</summary>
internal static class TraceCommand
{
    public const string Name = "trace";

    public static Command Create()
    {
        var words = new Argument<string[]>("-- COMMAND") { Description = "The program and its arguments.", Arity = ArgumentArity.ZeroOrMore };
        var pids = new Option<int[]>("--pid")
        {
            Description = "Traces a running process instead, with its children, until it ends or Ctrl-C.",
            HelpName = "N",
        };
        var asConfig = new Option<bool>("--as-config")
        {
            Description = "Write a failure config with the calls and paths that were seen, ready to edit.",
        };
        var output = new Option<string>("--output", "-o") { Description = "Write to this file instead of standard error.", HelpName = "FILE" };
        var command = new Command(
            Name, "Say which system calls a program and its children make: how often, with how many errors, for how long, about which files and "
                + "peers. Takes the programs in the kernel.")
        {
            words, pids, asConfig, output,
        };
        command.SetAction(parsed =>
        {
            var (own, program) = Words.Split(parsed, words, 0);
            var joined = parsed.GetValue(pids) ?? [];
            return own.Length > 0 || program.Length == 0 == (joined.Length == 0)
                ? Task.FromResult(Message.Fail(
                    ExitCode.OwnFailure,
                    Words.Complaint(own, Name, $"trace takes either a program or --pid; write 'minderbinder {Name} -- COMMAND'")))
                : RunAsync(program, joined, parsed.GetValue(asConfig), parsed.GetValue(output));
        });
        return HelpWithExamples.For(
            command,
            "minderbinder trace -- sqlite3 shop.db \"insert into orders values ('nut')\"",
            "minderbinder trace --as-config -o shop.yaml -- ./shop",
            "minderbinder trace --pid $(pidof postgres)");
    }

    private static async Task<int> RunAsync(string[] commandLine, int[] pids, bool asConfig, string? output)
    {
        if (commandLine.Length > 0 && ExecutablePath.Find(commandLine[0]) is null)
            return Message.Fail(ExitCode.NotFound, $"there is no program '{commandLine[0]}'");
        try
        {
            // No failures: the scope is there to say whose calls are meant.
            await using var scope = FailureScope.OpenValid(new FailureConfig(), new FailureScopeOptions { IsTracked = true });
            using var tracer = new CallTracer(KernelSession.Current!);
            var code = 0;
            if (commandLine.Length > 0)
            {
                code = await Foreground.RunAsync(ExecutablePath.Find(commandLine[0])!, commandLine);
            }
            else
            {
                RunningProcesses.Join(scope, pids, withChildren: true);
                Message.Say($"tracing {string.Join(", ", pids)}; Ctrl-C ends it");
                await RunningProcesses.WaitAsync(pids);
            }

            var calls = tracer.Read();
            var text = asConfig ? TraceConfig.Write(calls, string.Join(' ', commandLine)) : TraceTable.Write(calls);
            if (output is null)
                Console.Error.Write(text);
            else
                await File.WriteAllTextAsync(output, text);
            if (tracer.Lost > 0)
                Message.Say($"{tracer.Lost} calls are missing: they were about more different files than can be kept");
            return code;
        }
        catch (Win32Exception exception)
        {
            return Message.Fail(ExitCode.NotExecutable, ExecutablePath.Refusal(commandLine[0], exception));
        }
        catch (Exception exception) when (Message.IsExpected(exception) || exception is BpfException or InvalidOperationException)
        {
            return Message.Fail(ExitCode.OwnFailure, exception.Message);
        }
    }
}
