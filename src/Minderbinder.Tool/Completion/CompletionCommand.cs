using System.CommandLine;
using System.CommandLine.Completions;
using Minderbinder.Tool.CommandLine;

namespace Minderbinder.Tool.Completion;

/// <summary><c>completion SHELL</c>: a script that makes a shell complete the tool's commands and options.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell: bash, zsh or fish." };
        shell.CompletionSources.Add(_ => ShellScripts.All.Keys.Select(name => new CompletionItem(name)));
        shell.Validators.Add(result =>
        {
            if (!ShellScripts.All.ContainsKey(result.Tokens[0].Value))
                result.AddError($"there is no script for '{result.Tokens[0].Value}'; write {string.Join(" or ", ShellScripts.All.Keys)}");
        });
        var command = new Command("completion", "Print a script that makes a shell complete commands, options and their values. It asks the tool by "
            + "its [suggest] directive, as dotnet-suggest does.") { shell };
        command.SetAction(parsed => Console.Write(ShellScripts.All[parsed.GetRequiredValue(shell)]));
        return HelpWithExamples.For(
            command,
            "minderbinder completion bash > ~/.local/share/bash-completion/completions/minderbinder",
            "source <(minderbinder completion zsh)",
            "minderbinder completion fish > ~/.config/fish/completions/minderbinder.fish");
    }
}
