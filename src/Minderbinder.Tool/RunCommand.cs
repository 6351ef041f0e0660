using System.CommandLine;
using Minderbinder.Testing;

namespace Minderbinder.Tool;

/// <summary><c>run --config FILE -- COMMAND ARGS...</c>: runs a program in a scope.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    // As env(1), timeout(1) and docker-run(1) have them.
    public const int OwnFailure = 125;
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "The failure config, in YAML.", HelpName = "FILE", Required = true };
        var seed = new Option<ulong?>("--seed") { Description = "Repeats the draws of an earlier run; comes before the config's seed and MINDERBINDER_SEED.", HelpName = "N" };
        var json = new Option<string>("--json") { Description = "Writes the evidence to this file, as JSON.", HelpName = "FILE" };
        var commandLine = new Argument<string[]>("COMMAND") { Description = "The program and its arguments, behind '--'.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(Name, "Run a program while things go wrong for it. Its input, output and exit code are its own; injections and evidence are written to standard error.")
        {
            config, seed, json, commandLine,
        };
        command.SetAction(parsed =>
            RunAsync(parsed.GetRequiredValue(config), parsed.GetValue(seed), parsed.GetValue(json), parsed.GetRequiredValue(commandLine)));
        return command;
    }

    private static async Task<int> RunAsync(string file, ulong? seed, string? json, string[] commandLine)
    {
        if (ExecutablePath.Find(commandLine[0]) is not { } program)
            return Fail(NotFound, $"there is no program '{commandLine[0]}'");

        FailureScope scope;
        try
        {
            scope = Open(FailureConfig.FromFile(file), seed);
        }
        catch (Exception exception) when (exception is InvalidFailureConfigException or IOException or UnauthorizedAccessException
            or NotSupportedException or FormatException or ScopeLimitException)
        {
            return Fail(OwnFailure, exception.Message);
        }

        await using (scope)
        {
            int code;
            try
            {
                code = await Foreground.RunAsync(program, commandLine);
            }
            catch (System.ComponentModel.Win32Exception exception)
            {
                return Fail(NotExecutable, $"'{program}' cannot be executed: {exception.Message}");
            }

            Report(scope);
            if (json is not null)
                await File.WriteAllTextAsync(json, scope.Evidence.ToJson() + "\n");
            return code;
        }
    }

    private static FailureScope Open(FailureConfig config, ulong? seed)
    {
        if (config.Failures.FirstOrDefault(failure => failure.Targets.Any(target => target.IsSelf)) is { } self)
            throw new NotSupportedException($"A failure ({self.Name ?? "without a name"}) is for 'self', the test process. Here that would be minderbinder; name the program, or leave targets out.");

        const string SeedVariable = "MINDERBINDER_SEED";
        var inherited = Environment.GetEnvironmentVariable(SeedVariable);
        if (seed is null)
            return FailureScope.Open(config, Options());
        try
        {
            // The variable would come first.
            Environment.SetEnvironmentVariable(SeedVariable, null);
            return FailureScope.Open(config with { Seed = seed }, Options());
        }
        finally
        {
            Environment.SetEnvironmentVariable(SeedVariable, inherited);
        }
    }

    private static FailureScopeOptions Options() => new() { OnInjected = injection => Say(injection.ToString()) };

    private static void Report(FailureScope scope)
    {
        // Reading it brings the last injections to their lines first.
        var evidence = scope.Evidence.ToString();
        try
        {
            scope.VerifyInjected();
            Say(evidence);
        }
        catch (FailureNotInjectedException exception)
        {
            Say(exception.Message);
        }
    }

    private static int Fail(int code, string message)
    {
        Say(message);
        return code;
    }

    private static void Say(string text) => Console.Error.WriteLine($"minderbinder: {text.TrimEnd().ReplaceLineEndings("\nminderbinder: ")}");
}
