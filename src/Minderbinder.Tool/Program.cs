using System.CommandLine;
using Minderbinder.Tool;

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
var parsed = root.Parse(args, parsing);
if (parsed.Errors.Count == 0)
    return await parsed.InvokeAsync(invocation);

foreach (var error in parsed.Errors)
    Console.Error.WriteLine($"minderbinder: {error.Message}");
Console.Error.WriteLine($"minderbinder: try 'minderbinder {(parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ")}--help'");
return parsed.CommandResult.Command.Name == RunCommand.Name ? RunCommand.OwnFailure : 2;
