namespace Minderbinder.Tool.Tests;

public class WatchTests
{
    [Fact]
    public async Task A_failure_without_targets_is_refused()
    {
        var file = Tool.FileWith("agents_of_chaos: {syscall: [{name: full, syscall: write, error: ENOSPC}]}");

        (await Tool.RunAsync("watch", file)).ShouldBe(new(
            125, "", "minderbinder: the failure 'full' has no targets, and would be for every process; name processes in its 'targets'\n"));
    }

    [Fact]
    public async Task Without_the_programs_in_the_kernel_it_says_what_would_help()
    {
        var file = Tool.FileWith("agents_of_chaos: {syscall: [{syscall: write, error: ENOSPC, targets: [{process_name: nobody}]}]}");

        var result = await Tool.RunAsync(new System.Diagnostics.ProcessStartInfo(
            "setpriv", ["--bounding-set=-all", "--inh-caps=-all", "dotnet", Tool.Assembly, "watch", "--no-ui", file]));

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldContain("This process may not load programs into the kernel");
    }
}
