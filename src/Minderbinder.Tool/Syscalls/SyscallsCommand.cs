using System.CommandLine;
using Minderbinder.Testing;
using Minderbinder.Tool.CommandLine;
using Minderbinder.Tool.Reach;

namespace Minderbinder.Tool.Syscalls;

/// <summary><c>syscalls [TEXT]</c>: which system calls there are, and how they can fail here.</summary>
internal static class SyscallsCommand
{
    public static Command Create()
    {
        var text = new Argument<string?>("TEXT") { Description = "Only those whose name contains it.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Write them as JSON." };
        var command = new Command("syscalls", "List system calls: their arguments, the errors that their manual pages name, and the mechanisms that "
            + "make them fail here. Exit code 1 if there is none.") { text, json };
        command.SetAction(parsed => Run(parsed.GetValue(text) ?? "", parsed.GetValue(json)));
        return HelpWithExamples.For(
            command, "minderbinder syscalls open", "minderbinder syscalls --json | jq -r '.[] | select(.errors | index(\"ENOSPC\")) | .name'");
    }

    private static int Run(string text, bool asJson)
    {
        // What looks like the name of a function of the C library is one.
        var wanted = SyscallTable.Names.Where(name => name.Contains(text, StringComparison.Ordinal)).ToArray();
        if (wanted.Length == 0)
        {
            return Message.Fail(ExitCode.Problem, CLibraryNames.SyscallBehind(text) is { } behind
                ? $"'{text}' is a function of the C library; the system call behind it is '{behind}'"
                : $"no system call has '{text}' in its name"
                    + $"{(NearestName.To(text, SyscallTable.Names) is { } nearest ? $"; did you mean '{nearest}'?" : "")}");
        }

        var reach = SyscallReach.OfThisMachine();
        var calls = wanted.Select(name => new SyscallDescription(
            name, SyscallManual.ArgumentsOf(name), SyscallManual.ErrorsOf(name), reach.Of(name),
            reach.Of(name).Count == 0 ? reach.WhyNot(name) : null)).ToArray();
        Console.WriteLine(asJson ? JsonText.Write(calls) : string.Join("\n", calls.Select(call => call.ToString())));
        return 0;
    }
}
