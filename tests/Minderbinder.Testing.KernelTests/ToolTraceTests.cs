using Minderbinder.Testing.KernelTests.Networks;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary><c>minderbinder trace</c>: which call do I fail?</summary>
[Collection(nameof(AloneInTheKernel))]
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class ToolTraceTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    private string Database => Path.Combine(_folder, "shop.db");

    [Fact]
    public async Task A_trace_names_the_sync_of_the_journal()
    {
        var result = await TraceAsync("--", "sqlite3", Database, "create table orders(item)");

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldMatch($@"(fsync|fdatasync) {Database}-journal");
    }

    [Fact]
    public async Task A_config_made_of_it_is_valid_and_fires()
    {
        var file = Path.Combine(_folder, "shop.yaml");
        await TraceAsync("--as-config", "-o", file, "--", "sqlite3", Database, "create table orders(item)");
        var config = FailureConfig.FromFile(file);
        var write = config.Failures.Cast<SyscallFailure>().Single(failure => failure.Syscall == "pwrite64");
        await File.WriteAllTextAsync(file, new FailureConfig(write).ToYaml());
        File.Delete(Database);

        var result = await Command.RunAsync(
            "dotnet", ToolTests.Tool, "run", file, "--require-injected", "--", "sqlite3", Database, "create table orders(item)");

        result.ExitCode.ShouldNotBe(124);
        result.Error.ShouldContain("database or disk is full");
        result.Error.ShouldContain("pwrite64_enospc: pwrite64 ");
    }

    [Fact]
    public async Task A_running_process_is_traced_with_its_children_until_it_ends()
    {
        using var server = new WebServer();
        using var running = Command.Start("sh", "-c", "read line; curl -sS -o answer \"$0\"; cat answer", server.Url);
        using var trace = Command.Start("dotnet", ToolTests.Tool, "trace", "--pid", $"{running.Id}");
        (await trace.StandardError.ReadLineAsync()).ShouldBe($"minderbinder: tracing {running.Id}; Ctrl-C ends it");

        await running.StandardInput.WriteLineAsync();

        (await Command.FinishAsync(running)).Output.ShouldBe("yes");
        var result = await Command.FinishAsync(trace);
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldMatch($@"connect 127\.0\.0\.1:{server.Port}; ");
        result.Error.ShouldMatch("openat .*/answer; ");
        result.Error.ShouldMatch("execve /(usr/)?bin/cat; ");
    }

    private static Task<Command.Result> TraceAsync(params string[] arguments) => Command.RunAsync("dotnet", [ToolTests.Tool, "trace", .. arguments]);
}
