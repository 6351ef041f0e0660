using System.CommandLine;
using Minderbinder.Tool.CommandLine;
using Minderbinder.Tool.Doctor;
using Minderbinder.Tool.Run;
using Minderbinder.Tool.Validate;

// Whatever stands behind '--' is the program's; a file of arguments ('@FILE') is its business, too.
var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };
// A program under test that is told to end takes its time; run waits for it.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };

var root = new RootCommand("Make the Linux kernel fail the system calls and lose the packets of a program.")
{
    RunCommand.Create(),
    ValidateCommand.Create(),
    DoctorCommand.Create(),
};
HelpWithExamples.AddTo(root);
var parsed = root.Parse(args, parsing);
var failed = parsed.CommandResult.Command.Name == RunCommand.Name ? ExitCode.OwnFailure : ExitCode.Usage;
if (parsed.Errors.Count == 0)
{
    try
    {
        return await parsed.InvokeAsync(invocation);
    }
    catch (Exception exception) when (exception is not OperationCanceledException)
    {
        return Message.Fail(failed, $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")} (unexpected; please report it, with what 'minderbinder doctor' says)");
    }
}

foreach (var error in parsed.Errors)
    Message.Say(error.Message);
return Message.Fail(failed, $"try 'minderbinder {(parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ")}--help'");
