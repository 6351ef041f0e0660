using System.Reflection;
using System.Text.Json;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary><c>minderbinder run</c>.</summary>
public class ToolTests
{
    internal static readonly string Tool = typeof(ToolTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ToolPath").Value!;

    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    [Fact]
    public async Task Run_breaks_a_program_and_tells_of_it()
    {
        var config = Write("config.yaml", """
            agents_of_chaos:
              syscall:
                - name: locked
                  syscall: openat
                  error: EACCES
                  when:
                    path: '*.secret'
            """);
        var (open, secret, json) = (Write("a.open", "hello"), Write("b.secret", "world"), Path.Combine(_folder, "evidence.json"));

        var result = await RunAsync("run", "--config", config, "--seed", "7", "--report", "json", "--report-file", json, "--", "cat", open, secret);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBe("hello");
        result.Error.ShouldStartWith($"cat: {secret}: Permission denied; minderbinder: locked: openat {secret} = EACCES, call 1, in cat (");
        result.Error.ShouldNotContain("Seed 7");
        var evidence = JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement;
        evidence.GetProperty("seed").GetUInt64().ShouldBe(7UL);
        evidence.GetProperty("failures")[0].GetProperty("injected").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Run_passes_on_the_exit_code_and_says_what_never_happened()
    {
        var config = Write("config.yaml", "agents_of_chaos:\n  syscall:\n    - syscall: mkdir\n      error: EIO\n");

        var result = await RunAsync("run", "--config", config, "--", "sh", "-c", "exit 42");

        result.ExitCode.ShouldBe(42);
        result.Error.ShouldContain("minderbinder: Seed ");
        result.Output.ShouldBe("");
        result.Error.ShouldStartWith("minderbinder: The failure 'mkdir EIO' was never injected: mkdir was never called.");
    }

    private static Task<Command.Result> RunAsync(params string[] arguments) => Command.RunAsync("dotnet", [Tool, .. arguments]);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
