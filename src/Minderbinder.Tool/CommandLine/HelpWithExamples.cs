using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace Minderbinder.Tool.CommandLine;

/// <summary>What <c>--help</c> prints, with examples at its end, and with a program's command line as it is typed.</summary>
internal sealed partial class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly Dictionary<Command, string[]> Examples = [];

    /// <summary>Gives a command examples.</summary>
    public static Command For(Command command, params string[] examples)
    {
        Examples[command] = examples;
        return command;
    }

    /// <summary>Makes the help option of a root command show the examples of all its commands.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
    }

    // Who asks for help need not give what the command requires.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;

        // The library has no other word for it than an argument with a name, which it puts into brackets, before the options.
        output.Write(CommandLineInBrackets.Replace(CommandLineInUsage.Replace(text.ToString(), "[options] $1"), "$1$2  "));
        if (Examples.TryGetValue(parseResult.CommandResult.Command, out var examples))
            output.WriteLine($"Examples:\n{string.Join("\n", examples.Select(example => $"  {example}"))}\n");
        return code;
    }

    [GeneratedRegex(@"\[?<((?:CONFIG )?-- COMMAND)>(?:\.\.\.)?\]? \[options\]")]
    private static partial Regex CommandLineInUsage { get; }

    [GeneratedRegex(@"<((?:CONFIG )?-- COMMAND)>( *)")]
    private static partial Regex CommandLineInBrackets { get; }
}
