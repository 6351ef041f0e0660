using System.CommandLine;
using Minderbinder.Testing;
using Minderbinder.Tool.Completion;
using Minderbinder.Tool.Doctor;
using Minderbinder.Tool.Explain;
using Minderbinder.Tool.Run;
using Minderbinder.Tool.Schema;
using Minderbinder.Tool.Sweep;
using Minderbinder.Tool.Syscalls;
using Minderbinder.Tool.Trace;
using Minderbinder.Tool.Validate;
using Minderbinder.Tool.Watch;

namespace Minderbinder.Tool.CommandLine;

/// <summary>The tool's commands, and what holds for all of them.</summary>
internal static class ToolCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        // Whatever stands behind '--' is the program's; a file of arguments ('@FILE') is its business, too.
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };
        // A program under test that is told to end takes its time; run waits for it.
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };

        var root = Create();
        var parsed = root.Parse(arguments, parsing);
        var command = parsed.CommandResult.Command;
        var failed = command.Name is RunCommand.Name or WatchCommand.Name or TraceCommand.Name or SweepCommand.Name
            ? ExitCode.OwnFailure
            : ExitCode.Usage;
        if (parsed.Errors.Count > 0)
        {
            // The library says of a word that is no command first that there is none.
            var isNoCommand = command == root && parsed.UnmatchedTokens.Count > 0;
            foreach (var problem in isNoCommand ? [NoSuch(parsed.UnmatchedTokens[0], root)] : parsed.Errors.Select(error => error.Message))
                Message.Say(problem);
            return Message.Fail(failed, $"try 'minderbinder {(command == root ? "" : command.Name + " ")}--help'");
        }

        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Message.Fail(
                failed, $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")} (unexpected; please report it, with what "
                    + "'minderbinder doctor' says)");
        }
    }

    private static string NoSuch(string word, RootCommand root)
    {
        if (word.StartsWith('-'))
            return $"there is no option '{word}'";
        var meant = NearestName.To(word, [.. root.Subcommands.Select(command => command.Name)]);
        return $"there is no command '{word}'{(meant is null ? "" : $"; did you mean '{meant}'?")}";
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Make the Linux kernel fail the system calls and lose the packets of a program.")
        {
            RunCommand.Create(),
            WatchCommand.Create(),
            TraceCommand.Create(),
            SweepCommand.Create(),
            ValidateCommand.Create(),
            ExplainCommand.Create(),
            SchemaCommand.Create(),
            SyscallsCommand.Create(),
            DoctorCommand.Create(),
            CompletionCommand.Create(),
        };
        HelpWithExamples.AddTo(root);
        HelpWithExamples.For(
            root,
            "minderbinder doctor",
            "echo 'agents_of_chaos: {syscall: [{syscall: fsync, error: EIO}]}' > no-sync.yaml",
            "minderbinder explain no-sync.yaml",
            "minderbinder run no-sync.yaml -- sync some-file",
            "minderbinder trace --as-config -- sqlite3 shop.db 'create table orders(item)'");
        return root;
    }
}
