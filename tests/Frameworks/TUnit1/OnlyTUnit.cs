namespace Inner;

public class OnlyTUnit
{
    private static readonly List<FailureScope> Attempts = [];

    #region readme: TUnit
    [Test]
    [InjectFailure("pwrite64", Errno.ENOSPC, Process = "sqlite3")]
    public async Task A_full_disk_is_reported_to_TUnit()
    {
        await using var sqlite = await FailureScope.Required.LaunchAsync("sqlite3", Path.GetTempFileName(), "create table orders(item)");

        await sqlite.WaitForOutputAsync("database or disk is full");
    }
    #endregion

    [Test]
    [Retry(2)]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim, Times = 1)]
    public void Each_attempt_has_a_scope_of_its_own()
    {
        Attempts.ShouldNotContain(FailureScope.Required);
        Attempts.Add(FailureScope.Required);
        (Cat.Read(), Cat.Read()).ShouldBe((Cat.Denied, ""));
        Attempts.Count.ShouldBe(3);
    }

    [Test]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    public void A_test_that_skips_itself_need_not_inject_anything() => Skip.Test("decided by the body");

    [Test]
    [Timeout(20_000)]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    [LaunchProcess("sleep", "271828")]
    public async Task A_test_that_runs_out_of_time(CancellationToken token)
    {
        await Cat.ReadAsync();
        await Task.Delay(Timeout.Infinite, token);
    }

    [Test]
    [MethodDataSource(nameof(Failures))]
    public async Task Each_failure_of_a_list_is_a_case(FailureCase failures) =>
        await WithFailureConfig(failures.Config, async () => (await Cat.ReadAsync()).ShouldNotBeEmpty());

    public static IEnumerable<FailureCase> Failures() => FailureCase.EachOf(
        new SyscallFailure("openat", Errno.EACCES) { Targets = ["cat"], When = new() { Paths = [Cat.Victim] } },
        new SyscallFailure("openat", Errno.EMFILE) { Targets = ["cat"], When = new() { Paths = [Cat.Victim] } });
}
