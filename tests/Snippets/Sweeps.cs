using Minderbinder.Testing;

namespace Snippets;

public class Sweeps
{
    [Fact]
    public async Task First()
    {
        #region sweeps: first
        var report = await FailureSweep.RunAsync(async run =>
        {
            var database = Path.Combine(run.NewFolder(), "orders.db");
            await run.LaunchOutside("sqlite3", database, "create table orders(item)").WaitForExitAsync();

            await using var shop = await run.LaunchAsync("sqlite3", database, "insert into orders values ('nut'); select 'taken'");
            await shop.WaitForExitAsync();

            await using var check = run.LaunchOutside("sqlite3", database, "pragma integrity_check; select count(*) from orders");
            await check.WaitForExitAsync();
            Assert.StartsWith("ok", check.StandardOutput); // whatever failed
            if (shop.StandardOutput.Contains("taken"))
                Assert.Equal("ok\n1\n", check.StandardOutput); // what was taken is there
        });

        report.ThrowIfFound();
        #endregion
    }

    public static async Task<SweepReport> More(Func<SweepRun, Task> body)
    {
        #region sweeps: options
        var report = await FailureSweep.RunAsync(body, new SweepOptions
        {
            Syscalls = SyscallGroup.Files | SyscallGroup.Sockets, // or names: ["fsync", "rename"]
            Targets = ["order-service"],
            When = new() { Paths = ["folder-1/**"] },
            Errors = new Dictionary<string, ValueList<Errno>> { ["write"] = [Errno.EDQUOT] },
            Kinds = SweepKinds.Once | SweepKinds.FromThenOn | SweepKinds.Short,
            MaxPairs = 50,
            MaxRuns = 500,
            MaxTime = TimeSpan.FromMinutes(5),
            RunTimeout = TimeSpan.FromSeconds(20),
            Baseline = "known-findings.txt",
            HtmlFile = "sweep.html",
        });
        #endregion
        return report;
    }

    internal static async Task Repeat(Func<SweepRun, Task> body, string yaml)
    {
        #region sweeps: repeat
        await FailureSweep.RepeatAsync(body, FailureConfig.FromYaml(yaml));
        #endregion
    }

    #region sweeps: attribute
    [SweepFailures(["openat", "write", "rename"], Paths = ["folder-1/**"])]
    public async Task A_file_is_replaced_whole_or_not_at_all()
    {
        var file = Path.Combine(SweepRun.Current.NewFolder(), "file");
        await File.WriteAllTextAsync(file, "old\n");

        await using var shell = await SweepRun.Current.LaunchAsync("sh", "-c", "echo new > $0.tmp && mv $0.tmp $0", file);
        await shell.WaitForExitAsync();

        Assert.True(await File.ReadAllTextAsync(file) is "old\n" or "new\n");
    }
    #endregion
}
