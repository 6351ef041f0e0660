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

        var result = await Command.RunAsync("dotnet", ToolTests.Tool, "run", file, "--require-injected", "--", "sqlite3", Database, "create table orders(item)");

        result.ExitCode.ShouldNotBe(124);
        result.Error.ShouldContain("database or disk is full");
        result.Error.ShouldContain("pwrite64_enospc: pwrite64 ");
    }

    private static Task<Command.Result> TraceAsync(params string[] arguments) => Command.RunAsync("dotnet", [ToolTests.Tool, "trace", .. arguments]);
}
