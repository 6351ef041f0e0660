namespace Inner;

/// <summary>Tests that are swept: one replaces a file in its place, the other by renaming.</summary>
public class Sweeping
{
    [SweepFailures(["write"], Kinds = SweepKinds.Once, Seed = 1, MaxRuns = 2, RunTimeoutMs = 120_000)]
    public Task A_file_that_is_written_in_its_place() => ReplaceAsync("echo new > $0");

    [SweepFailures(["write"], Kinds = SweepKinds.Once, Seed = 1, MaxRuns = 2, MaxParallel = 2, RunTimeoutMs = 120_000)]
    public Task A_file_that_is_renamed() => ReplaceAsync("echo new > $0.tmp && mv $0.tmp $0");

    private static async Task ReplaceAsync(string script)
    {
        var file = Path.Combine(SweepRun.Current.NewFolder(), "file");
        await File.WriteAllTextAsync(file, "old\n");
        await using var shell = await SweepRun.Current.LaunchAsync("sh", "-c", script, file);
        await shell.WaitForExitAsync(TimeSpan.FromMinutes(2));
        (await File.ReadAllTextAsync(file)).ShouldBeOneOf("old\n", "new\n");
    }
}
