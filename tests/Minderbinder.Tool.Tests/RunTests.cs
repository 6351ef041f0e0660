using System.Diagnostics;
using System.Text.Json;

namespace Minderbinder.Tool.Tests;

/// <summary><c>run</c> by the mechanism that needs no privilege.</summary>
public class RunTests
{
    private static readonly string[] Run = ["run", "--mechanism", "seccomp_notification"];

    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    [Fact]
    public async Task A_program_fails_and_its_output_and_exit_code_are_its_own()
    {
        var (open, secret, report) = (Write("a.open", "hello"), Write("b.secret", "world"), Path.Combine(_folder, "evidence.json"));

        var result = await Tool.RunAsync([.. Run, Locked(), "--seed", "7", "--report", "json", "--report-file", report, "--", "cat", open, secret]);

        (result.ExitCode, result.Output).ShouldBe((1, "hello"));
        result.Error.ShouldStartWith($"cat: {secret}: Permission denied\nminderbinder: locked: openat {secret} = EACCES, call 1, in cat (");
        result.Error.ShouldNotContain("Seed 7");
        var evidence = JsonDocument.Parse(await File.ReadAllTextAsync(report)).RootElement;
        evidence.GetProperty("seed").GetUInt64().ShouldBe(7UL);
        evidence.GetProperty("failures")[0].GetProperty("injected").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task What_never_happened_is_said_and_the_exit_code_is_the_program_s()
    {
        var result = await Tool.RunAsync([.. Run, NoMkdir(), "--", "sh", "-c", "exit 42"]);

        result.ExitCode.ShouldBe(42);
        result.Error.ShouldStartWith("minderbinder: The failure 'mkdir EIO' was never injected: mkdir was never called.");
        result.Error.ShouldContain("\nminderbinder: Seed ");
        result.Error.ShouldNotContain("FailureScopeOptions");
    }

    [Theory]
    [InlineData("mkdir {0}/new", 1)] // mkdir's own
    [InlineData("exit 42", 124)]
    [InlineData("true", 124)]
    public async Task It_can_be_required_to_happen(string script, int code) =>
        (await Tool.RunAsync([.. Run, NoMkdir(), "--require-injected", "--quiet", "--", "sh", "-c", string.Format(null, script, _folder)])).ExitCode
            .ShouldBe(code);

    [Fact]
    public async Task Quiet_says_nothing_but_what_goes_wrong()
    {
        (await Tool.RunAsync([.. Run, NoMkdir(), "--quiet", "--", "true"])).ShouldBe(new(0, "", ""));
        (await Tool.RunAsync([.. Run, NoMkdir(), "--quiet", "--require-injected", "--", "true"])).Error
            .ShouldStartWith("minderbinder: The failure 'mkdir EIO' was never");
    }

    [Fact]
    public async Task Many_injections_do_not_flood_the_terminal()
    {
        var secrets = Enumerable.Range(0, 60).Select(i => Write($"{i}.secret", "")).ToArray();

        var few = await Tool.RunAsync([.. Run, Locked(), "--", "cat", .. secrets]);
        var all = await Tool.RunAsync([.. Run, Locked(), "--verbose", "--", "cat", .. secrets]);

        LinesOf(few).ShouldBeInRange(20, 59);
        few.Error.ShouldContain("minderbinder: locked: 60 injections, ");
        LinesOf(all).ShouldBe(60);

        static int LinesOf(Tool.Result result) => result.Error.Split("minderbinder: locked: openat ").Length - 1;
    }

    [Fact]
    public async Task Of_many_processes_there_is_a_count_unless_all_are_asked_for()
    {
        string[] script = ["--", "sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do date >/dev/null; done"];

        var few = await Tool.RunAsync([.. Run, NoMkdir(), .. script]);
        var all = await Tool.RunAsync([.. Run, NoMkdir(), "--verbose", .. script]);

        few.Error.ShouldContain("minderbinder: Processes: 13 (date: 12, sh: 1)\n");
        all.Error.Split(" date, exit code 0\n").Length.ShouldBe(13);
    }

    [Fact]
    public async Task Input_and_signals_reach_the_program()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [
            Tool.Assembly,
            .. Run,
            NoMkdir(),
            "--quiet",
            "--",
            "sh",
            "-c",
            "read line; echo got $line; trap 'exit 7' TERM; while :; do sleep 0.1; done",
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await process.StandardInput.WriteLineAsync("hello");
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("got hello");
        await Task.Delay(200); // until the trap is set

        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));

        process.ExitCode.ShouldBe(7);
    }

    private string Locked() =>
        Write("locked.yaml", "agents_of_chaos:\n  syscall:\n    - {name: locked, syscall: openat, error: EACCES, when: {path: '*.secret'}}\n");

    private string NoMkdir() => Write("no-mkdir.yaml", "agents_of_chaos:\n  syscall:\n    - {syscall: mkdir, error: EIO}\n");

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
