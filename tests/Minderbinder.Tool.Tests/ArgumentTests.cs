using System.Diagnostics;

namespace Minderbinder.Tool.Tests;

/// <summary>What is said of a wrong command line, and the exit codes that are the tool's own.</summary>
public class ArgumentTests
{
    private static readonly string Config = Tool.FileWith("agents_of_chaos:\n  syscall:\n    - syscall: fsync\n      error: EIO\n");

    [Fact]
    public async Task No_command() => (await Tool.RunAsync()).ShouldBe(new(
        2, "", "minderbinder: Required command was not provided.\nminderbinder: try 'minderbinder --help'\n"));

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

    /// <summary>Whoever has only the help gets from it to a first failure.</summary>
    [Fact]
    public async Task The_help_begins_with_a_config_that_works()
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        var help = (await Tool.RunAsync("--help")).Output;
        var lines = help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Select(line => line.Trim()).Where(line => line.Contains("no-sync", StringComparison.Ordinal));
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
