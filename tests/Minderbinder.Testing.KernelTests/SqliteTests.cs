using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>A real database, hit at exactly one spot; it must stay sound.</summary>
public class SqliteTests
{
    /// <summary>Of the database and its journal: sqlite does not mind if its folder cannot be synced.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task The_nth_fsync_fails(int n)
    {
        var failure = new SyscallFailure("fdatasync", Errno.EIO)
        {
            Targets = ["sqlite3"],
            When = new() { Paths = ["orders.db*"] },
            Skip = n - 1,
            Times = 1,
        };
        await FailsAndStaysSoundAsync(failure, n);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_nth_write_to_the_journal_and_to_no_other_file_fails(int n) =>
        await FailsAndStaysSoundAsync(
            new SyscallFailure("pwrite64", Errno.EIO)
            {
                Targets = ["sqlite3"],
                When = new() { Paths = ["*.db-journal"] },
                Skip = n - 1,
                Times = 1,
            }, n);

    private static async Task FailsAndStaysSoundAsync(SyscallFailure failure, int n)
    {
        var database = Path.Combine(Directory.CreateTempSubdirectory("minderbinder-").FullName, "orders.db");
        (await Command.RunAsync("sqlite3", database, "create table orders(item);")).ExitCode.ShouldBe(0);
        // Each statement is a transaction, with several writes and syncs.
        var statements = string.Concat(Enumerable.Range(1, 5).Select(i => $"insert into orders values ({i});"));

        var (result, evidence) = await WithFailureConfig(
            new FailureConfig(failure), async scope => (await Command.RunAsync("sqlite3", database, statements), scope.GetEvidence()));

        result.Error.ShouldContain("disk I/O error");
        evidence.Failures[0].Injected.ShouldBe(1);
        evidence.Failures[0].Matched.ShouldBeGreaterThanOrEqualTo(n);
        (await Command.RunAsync("sqlite3", database, "pragma integrity_check;")).Output.ShouldBe("ok");
    }
}
