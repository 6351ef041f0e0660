using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Minderbinder.Tool.CommandLine;

/// <summary>What <c>--help</c> prints, with examples at its end.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
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
        var code = help.Invoke(parseResult);
        if (Examples.TryGetValue(parseResult.CommandResult.Command, out var examples))
            parseResult.InvocationConfiguration.Output.WriteLine($"Examples:\n{string.Join("\n", examples.Select(example => $"  {example}"))}\n");
        return code;
    }
}
