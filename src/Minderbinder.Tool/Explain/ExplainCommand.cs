using System.CommandLine;
using Minderbinder.Testing;
using Minderbinder.Tool.CommandLine;
using Minderbinder.Tool.Reach;

namespace Minderbinder.Tool.Explain;

/// <summary><c>explain CONFIG</c>: what a config means, in sentences.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("CONFIG") { Description = "A failure config in YAML." };
        var command = new Command(
            "explain", "Say in a sentence what each failure of a config does: to whom, when, and by which mechanism on this machine. Exit code 1 if "
                + "one cannot be injected here.") { file };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file)));
        return HelpWithExamples.For(command, "minderbinder explain disk-full.yaml");
    }

    private static int Run(string file)
    {
        FailureConfig config;
        try
        {
            config = FailureConfig.FromFile(file);
        }
        catch (Exception exception) when (Message.IsExpected(exception))
        {
            return Message.Fail(ExitCode.Usage, exception.Message);
        }

        var code = 0;
        foreach (var failure in config.Failures)
        {
            Console.WriteLine($"{failure.DisplayName}{(failure.Optional ? " (optional)" : "")}: {FailureSentence.Of(failure)}");
            Console.WriteLine($"  {Here(failure, ref code)}");
        }

        if (config.DenyIoUring)
            Console.WriteLine("Members are told that there is no io_uring.");
        Console.WriteLine(config.Seed is { } seed ? $"Seed {seed}." : "The seed is drawn for each run, and reported.");
        return code;
    }

    private static string Here(Failure failure, ref int code)
    {
        try
        {
            return $"here: {Choices.WordOf(MechanismProbe.Find(failure))}";
        }
        catch (Exception exception) when (exception is MinderbinderException or NotSupportedException)
        {
            code = ExitCode.Problem;
            return $"not here: {exception.Message.ReplaceLineEndings("\n  ")}";
        }
    }
}
