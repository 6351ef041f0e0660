using Minderbinder.Testing.Launching;

namespace Minderbinder.Testing.Tests.Sweeps;

/// <summary>
/// sqlite3, whose own tests fail the first I/O of a transaction, then the second, and so on: from outside. Whatever fails, the database is sound,
/// what was not committed is not there by half, and what was committed is there.
/// </summary>
public class SqliteSweepTests
{
    /// <summary>A sample, so that it takes seconds; docs/sweeps.md has the numbers of a whole one.</summary>
    private static readonly int MaxRuns = int.TryParse(Environment.GetEnvironmentVariable("MINDERBINDER_SWEEP_RUNS"), out var runs) ? runs : 40;

    public SqliteSweepTests() => Assert.SkipUnless(SeccompProbe.Check().IsSupported, SeccompProbe.Check().Explanation);

    [Theory]
    [InlineData("delete")]
    [InlineData("wal")]
    [InlineData("truncate")]
    [InlineData("persist")]
    public async Task A_transaction_is_whole_or_not_there_whatever_fails(string mode)
    {
        var report = await FailureSweep.RunAsync(
            async run =>
            {
                var database = Path.Combine(run.NewFolder(), "orders.db");
                await run.AskAsync(
                    "sqlite3", database, $"pragma journal_mode={mode}; create table orders(item); insert into orders values ('old'), ('old');");

                var shop = await run.RunAsync(
                    "sqlite3",
                    "-bail",
                    database,
                    $"pragma journal_mode={mode}; pragma synchronous=full; begin; insert into orders values ('new'), ('new'); "
                    + "delete from orders where item = 'old'; commit; select 'committed';");

                (await run.AskAsync("sqlite3", database, "pragma integrity_check;")).ShouldBe("ok");
                var orders = await run.AskAsync("sqlite3", database, "select group_concat(item) from orders;");
                if (shop.StandardOutput.Contains("committed", StringComparison.Ordinal))
                    orders.ShouldBe("new,new");
                else
                    orders.ShouldBeOneOf("old,old", "new,new");
            },
            new SweepOptions
            {
                Syscalls = ["pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "openat"],
                MaxRuns = MaxRuns,
                RunTimeout = TimeSpan.FromMinutes(2),
            });

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', report.Points.GroupBy(point => $"{point.Syscall} {point.Subject}")
            .Select(group => $"{group.Key}: {group.Count()}")));
        report.Reached.ShouldBeGreaterThan(report.Results.Count / 2, $"{report}");
        report.ThrowIfFound();
    }
}
