using System.Diagnostics;

namespace Minderbinder.Tool.Tests;

public class CompletionTests
{
    /// <summary>In a real bash, which calls the tool by its name.</summary>
    [Theory]
    [InlineData("minderbinder va", "validate")]
    [InlineData("minderbinder run --report ", "json none table")]
    [InlineData("minderbinder run --re", "--report --report-file --require-injected")]
    [InlineData("minderbinder run a.yaml -- ls -", "")]
    public async Task Bash_completes(string line, string expected)
    {
        var script = $$"""
            minderbinder() { dotnet "{{Tool.Assembly}}" "$@"; }
            source <(minderbinder completion bash)
            COMP_LINE='{{line}}' COMP_POINT=${#COMP_LINE}
            read -ra COMP_WORDS <<<"$COMP_LINE"
            [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _minderbinder
            echo "${COMPREPLY[*]}"
            """;

        var result = await Tool.RunAsync(new ProcessStartInfo("bash", ["-c", script]));

        string.Join(' ', result.Output.Trim().Split(' ').Order(StringComparer.Ordinal)).ShouldBe(expected);
    }

    /// <summary>At the prompt of a real zsh, by its Tab.</summary>
    [Theory]
    [InlineData("minderbinder va", "minderbinder validate")]
    [InlineData("minderbinder run --re", "--require-injected")]
    [InlineData("minderbinder run --report ta", "minderbinder run --report table")]
    public async Task Zsh_completes(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zsh"), "there is no zsh");
        await using var terminal = await Tmux.StartAsync(100, 24, $"env PS1='$ ' PATH={FolderWithTool()}:$PATH zsh -f -i");
        await terminal.TypeAsync("autoload -U compinit; compinit -D -u; source <(minderbinder completion zsh); echo rea''dy");
        await terminal.ShowsAsync("ready");

        await terminal.PressAsync("-l", line);
        await terminal.PressAsync("Tab");

        await terminal.ShowsAsync(expected);
    }

    [Theory]
    [InlineData("minderbinder va", "validate")]
    [InlineData("minderbinder run --re", "--report --report-file --require-injected")]
    [InlineData("minderbinder run --report ", "json none table")]
    [InlineData("minderbinder run a.yaml -- ls -", "")]
    public async Task Fish_completes(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/fish"), "there is no fish");
        var folder = FolderWithTool();
        // In a folder without files, which it would offer besides.
        var startInfo = new ProcessStartInfo("fish", ["--no-config", "-c", $"minderbinder completion fish | source; complete -C '{line}'"])
        {
            WorkingDirectory = Directory.CreateTempSubdirectory("minderbinder-").FullName,
        };
        startInfo.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";

        var result = await Tool.RunAsync(startInfo);

        string.Join(' ', result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)).ShouldBe(expected);
    }

    [Fact]
    public async Task There_is_none_for_others() => (await Tool.RunAsync("completion", "cmd")).ShouldBe(new(
        2, "", "minderbinder: there is no script for 'cmd'; write bash or zsh or fish\nminderbinder: try 'minderbinder completion --help'\n"));

    /// <summary>A folder in which the tool has its name.</summary>
    private static string FolderWithTool()
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        var file = Path.Combine(folder, "minderbinder");
        File.WriteAllText(file, $"#!/bin/sh\nexec dotnet '{Tool.Assembly}' \"$@\"\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }
}
