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

    [Theory]
    [InlineData("zsh", "compdef _minderbinder minderbinder")]
    [InlineData("fish", "complete -c minderbinder")]
    public async Task There_is_a_script_for(string shell, string line) => (await Tool.RunAsync("completion", shell)).Output.ShouldContain(line);

    [Fact]
    public async Task There_is_none_for_others() => (await Tool.RunAsync("completion", "cmd")).ExitCode.ShouldBe(2);
}
