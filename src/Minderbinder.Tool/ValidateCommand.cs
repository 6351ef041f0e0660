using System.CommandLine;
using Minderbinder.Testing;

namespace Minderbinder.Tool;

/// <summary><c>validate FILE...</c>: finds everything that is wrong with configs.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "A failure config in YAML.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("validate", "Find everything that is wrong with failure configs. Exit code 1 if there is anything.") { files };
        command.SetAction(parsed => parsed.GetRequiredValue(files).Select(Validate).ToArray().All(isValid => isValid) ? 0 : 1);
        return command;
    }

    private static bool Validate(string file)
    {
        try
        {
            var count = FailureConfig.FromFile(file).Failures.Count;
            Console.WriteLine($"{file}: valid, {count} {(count == 1 ? "failure" : "failures")}");
            return true;
        }
        catch (InvalidFailureConfigException exception)
        {
            Console.WriteLine($"{file}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.WriteLine($"{file}: {exception.Message}");
        }

        return false;
    }
}
