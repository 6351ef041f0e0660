using System.Diagnostics;
using System.Text.Json;

namespace Minderbinder.Testing.Frameworks.Tests;

/// <summary>What a test explorer does: it looks for tests, and has one of them run.</summary>
public class ExplorerTests
{
    private const string Row = "Each_file_is_a_case(failures: no-hostname.yaml)";

    [Theory]
    [InlineData(InnerRun.XunitV3)]
    [InlineData(InnerRun.NewestXunitV3)]
    public async Task One_row_is_run_of_those_that_were_found(string project)
    {
        var found = await RunAsync("dotnet", InnerRun.AssemblyOf(project), "-preEnumerateTheories", "-list", "full/json");
        using var list = JsonDocument.Parse(found[found.IndexOf('[', StringComparison.Ordinal)..]);
        var row = list.RootElement.EnumerateArray()
            .Single(test => test.GetProperty("DisplayName").GetString()!.EndsWith(Row, StringComparison.Ordinal));

        var run = await InnerRun.StartAsync(
            project, [], ["-preEnumerateTheories", "-id", row.GetProperty("ID").GetString()!], "MINDERBINDER_MECHANISM=seccomp_notification");

        run.Tests.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            test => test.Name.ShouldBe("Theories.Each_file_is_a_case(no-hostname.yaml)"), test => test.Message.ShouldBeEmpty(),
            test => test.Outcome.ShouldBe(InnerTest.Passed));
    }

    /// <summary>Neither programs for the kernel nor a filter of system calls; running a test makes both calls.</summary>
    [Theory]
    [InlineData("dotnet", InnerRun.XunitV3, "-list", "full")]
    [InlineData("dotnet vstest", InnerRun.XunitV2, "--ListTests")]
    [InlineData("dotnet vstest", InnerRun.NUnit, "--ListTests")]
    [InlineData("dotnet vstest", InnerRun.MSTest, "--ListTests")]
    [InlineData("dotnet", InnerRun.TUnit, "--list-tests")]
    public async Task Looking_for_tests_loads_nothing_into_the_kernel(string runner, string project, params string[] options)
    {
        (await CallsOfAsync([.. runner.Split(' '), InnerRun.AssemblyOf(project), .. options])).ShouldNotContain("bpf(");
        if (project == InnerRun.XunitV3)
            (await CallsOfAsync(["dotnet", InnerRun.AssemblyOf(project), "-method", "*.A_synchronous_body_is_in_the_scope"])).ShouldContain("bpf(");
    }

    private static async Task<string> CallsOfAsync(string[] command)
    {
        var log = Path.GetTempFileName();
        await RunAsync("strace", ["--follow-forks", "--output", log, "--trace", "bpf", .. command]);
        return await File.ReadAllTextAsync(log);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
