using System.CommandLine;
using Minderbinder.Tool.CommandLine;

namespace Minderbinder.Tool.Validate;

/// <summary><c>validate FILE...</c>: finds everything that is wrong with configs.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "A failure config in YAML.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Write what was found as JSON." };
        var command = new Command("validate", "Find everything that is wrong with failure configs. Exit code 1 if there is anything.")
        {
            files,
            json,
        };
        command.SetAction(parsed =>
        {
            var results = parsed.GetRequiredValue(files).Select(ValidatedFile.Read);
            // Without JSON, a file's line does not wait for the next one.
            if (!parsed.GetValue(json))
                return results.Select(Print).ToArray().All(isValid => isValid) ? 0 : ExitCode.Problem;
            ValidatedFile[] all = [.. results];
            Console.WriteLine(JsonText.Write(all));
            return all.All(file => file.Valid) ? 0 : ExitCode.Problem;
        });
        return HelpWithExamples.For(command, "minderbinder validate chaos/*.yaml", "minderbinder validate --json disk-full.yaml | jq '.[].problems'");
    }

    private static bool Print(ValidatedFile file)
    {
        Console.WriteLine($"{file.File}: {file.Summary}");
        return file.Valid;
    }
}
