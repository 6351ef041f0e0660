using System.Diagnostics;

namespace Minderbinder.Tool.Tests;

/// <summary>What is said of a wrong command line, and the exit codes that are the tool's own.</summary>
public class ArgumentTests
{
    private static readonly string Config = Tool.FileWith("agents_of_chaos:\n  syscall:\n    - syscall: fsync\n      error: EIO\n");

    [Fact]
    public async Task No_command() => (await Tool.RunAsync()).ShouldBe(new(
        2, "", "minderbinder: Required command was not provided.\nminderbinder: try 'minderbinder --help'\n"));

    [Theory]
    [InlineData("wach", "there is no command 'wach'; did you mean 'watch'?")]
    [InlineData("foo", "there is no command 'foo'")]
    [InlineData("--foo", "there is no option '--foo'")]
    public async Task No_such_command(string word, string problem) => (await Tool.RunAsync(word)).ShouldBe(new(
        2, "", $"minderbinder: {problem}\nminderbinder: try 'minderbinder --help'\n"));

    [Theory]
    [InlineData("run", "--nonsense", "{0}", "--", "true")]
    [InlineData("run", "{0}", "--nonsense", "--", "true")]
    [InlineData("run", "--nonsense", "{0}", "true")]
    [InlineData("trace", "--nonsense", "--", "true")]
    [InlineData("sweep", "--nonsense", "--", "true")]
    public async Task No_such_option(params string[] arguments) =>
        (await Tool.RunAsync([.. arguments.Select(argument => argument == "{0}" ? Config : argument)])).ShouldBe(new(
            125, "", $"minderbinder: there is no option '--nonsense'; see 'minderbinder {arguments[0]} --help'\n"));

    [Fact]
    public async Task Run_without_a_config() => (await Tool.RunAsync("run", "--", "cat")).ShouldBe(new(
        125, "", "minderbinder: run takes one config and a program; write 'minderbinder run CONFIG -- COMMAND'\n"));

    [Fact]
    public async Task Run_without_a_program() =>
        (await Tool.RunAsync("run", "--config", Config)).ExitCode.ShouldBe(125);

    [Fact]
    public async Task Run_a_program_that_does_not_exist() => (await Tool.RunAsync("run", "--config", Config, "--", "no-such-program")).ShouldBe(new(
        127, "", "minderbinder: there is no program 'no-such-program'\n"));

    [Theory]
    [InlineData("run", "--mechanism", "seccomp_notification", "{0}", "--", "{0}")]
    [InlineData("run", "{0}", "--quiet", "--", "{0}")]
    public async Task Run_what_is_no_program(params string[] arguments) =>
        (await Tool.RunAsync([.. arguments.Select(argument => argument == "{0}" ? Config : argument)])).ShouldBe(new(
            126, "", $"minderbinder: '{Config}' cannot be executed: Permission denied\n"));

    /// <summary>The program need not run for that, which may take long.</summary>
    [Fact]
    public async Task A_report_that_cannot_be_written_is_told_before_the_program_runs()
    {
        var result = await Tool.RunAsync("run", Config, "--report-file", "/no/such/folder/report", "--", "echo", "ran");

        (result.ExitCode, result.Output).ShouldBe((125, ""));
        result.Error.ShouldBe("minderbinder: Could not find a part of the path '/no/such/folder/report'.\n");
    }

    [Theory]
    [InlineData("run", "{0}", "--", "no-such-program", "--quiet")]
    [InlineData("run", "--config", "{0}", "--", "no-such-program")]
    [InlineData("run", "--config", "{0}", "no-such-program", "argument")]
    [InlineData("run", "{0}", "no-such-program", "--", "argument")]
    public async Task The_config_stands_before_the_program(params string[] arguments)
    {
        var result = await Tool.RunAsync([.. arguments.Select(argument => argument == "{0}" ? Config : argument)]);

        result.ExitCode.ShouldBe(arguments[2] == "no-such-program" ? 125 : 127);
    }

    [Fact]
    public async Task Two_configs_are_one_too_many() =>
        (await Tool.RunAsync("run", Config, Config, "--", "true")).Error.ShouldStartWith("minderbinder: run takes one config and a program");

    [Theory]
    [InlineData("--report", "xml", "there is no 'xml' for --report; write table or json or none")]
    [InlineData("--mechanism", "magic", "there is no 'magic' for --mechanism; write syscall_modify_return or ")]
    public async Task A_choice_is_one_of_its_words(string option, string word, string problem)
    {
        var result = await Tool.RunAsync("run", Config, option, word, "--", "true");

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldStartWith($"minderbinder: {problem}");
    }

    [Fact]
    public async Task Help_ends_with_examples()
    {
        var result = await Tool.RunAsync("run", "--help");

        result.ExitCode.ShouldBe(0);
        result.Output[result.Output.IndexOf("Examples:", StringComparison.Ordinal)..].ShouldContain("  minderbinder run disk-full.yaml -- sqlite3 ");
    }

    /// <summary>As it is typed: options, then two dashes, then the program, without brackets around the dashes.</summary>
    [Theory]
    [InlineData("run", "[options] CONFIG -- COMMAND")]
    [InlineData("trace", "[options] -- COMMAND")]
    [InlineData("sweep", "[options] -- COMMAND")]
    public async Task Help_shows_a_command_line_as_it_is_typed(string command, string usage)
    {
        var help = (await Tool.RunAsync(command, "--help")).Output;

        help.ShouldContain($"\n  minderbinder {command} {usage}\n");
        help.ShouldNotContain("<--");
        help.ShouldNotContain("-- COMMAND>");
        // Descriptions stand in one column, also after a choice among long words.
        var lines = help[help.IndexOf("Options:", StringComparison.Ordinal)..help.IndexOf("Examples:", StringComparison.Ordinal)].Split('\n')[1..];
        lines.Where(line => line.Length > 0).Select(line => line.IndexOf("  ", 4, StringComparison.Ordinal)).ShouldAllBe(end => end < 40);

        var all = (await Tool.RunAsync("--help")).Output;
        all.ShouldContain($"\n  {command} {usage.Replace("[options] ", "", StringComparison.Ordinal)}  ");
        all.ShouldNotContain("<--");
    }

    /// <summary>Whoever has only the help gets from it to a first failure.</summary>
    [Fact]
    public async Task The_help_begins_with_a_config_that_works()
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        var help = (await Tool.RunAsync("--help")).Output;
        var lines = help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Select(line => line.Trim())
            .Where(line => line.Contains("no-sync", StringComparison.Ordinal));
        var script = $"minderbinder() {{ dotnet '{Tool.Assembly}' \"$@\"; }}; touch some-file; {string.Join("; ", lines)}";

        var result = await Tool.RunAsync(new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder });

        result.Output.ShouldStartWith("fsync EIO: fsync fails with EIO in every process of the scope.");
        result.Error.ShouldContain("minderbinder: fsync EIO: fsync = EIO, call 1, in sync (");
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    public async Task A_seed_is_a_number(string seed)
    {
        var result = await Tool.RunAsync("run", "--config", Config, "--seed", seed, "--", "true");

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldContain("--seed");
    }

    [Fact]
    public async Task Run_with_a_bad_config()
    {
        var file = Tool.FileWith("agents_of_chaos:\n  syscall:\n    - syscall: fsinc\n      error: EIO\n");

        (await Tool.RunAsync("run", "--config", file, "--", "true")).ShouldBe(new(
            125,
            "",
            "minderbinder: The failure config has a problem:\n"
            + $"minderbinder:   {file}:3:16: agents_of_chaos.syscall[0].syscall: there is no system call 'fsinc'; did you mean 'fsync'?\n"));
    }

    [Fact]
    public async Task Run_has_no_self()
    {
        var file = Tool.FileWith("agents_of_chaos:\n  syscall:\n    - syscall: fsync\n      error: EIO\n      targets: [{self: true}]\n");

        var result = await Tool.RunAsync("run", "--config", file, "--", "true");

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldContain("is for 'self', the test process");
    }

    /// <summary>Without privileges no kernel takes programs, not even one that would, and packets cannot be lost without them.</summary>
    [Fact]
    public async Task Run_says_why_nothing_can_be_injected()
    {
        var file = Tool.FileWith("agents_of_chaos: {outgoing_network: [{protocol: udp}]}");

        var result = await Tool.RunAsync(new ProcessStartInfo(
            "setpriv", ["--bounding-set=-all", "--inh-caps=-all", "dotnet", Tool.Assembly, "run", "--config", file, "--", "true"]));

        result.ExitCode.ShouldBe(125);
        result.Output.ShouldBe("");
        result.Error.ShouldMatch("^minderbinder: .*This process may not load programs into the kernel: ");
    }
}
