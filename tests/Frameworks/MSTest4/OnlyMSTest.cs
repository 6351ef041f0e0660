[assembly: Parallelize(Workers = 4, Scope = ExecutionScope.ClassLevel)]

namespace Inner;

[TestClass]
public class OnlyMSTest
{
    private static readonly List<FailureScope> Attempts = [];

    public TestContext TestContext { get; set; } = null!;

    #region readme: MSTest
    [TestMethod]
    [InjectFailure("pwrite64", Errno.ENOSPC, Process = "sqlite3")]
    public async Task A_full_disk_is_reported_to_MSTest()
    {
        await using var sqlite = await FailureScope.Required.LaunchAsync("sqlite3", Path.GetTempFileName(), "create table orders(item)");

        Assert.AreEqual(13, await sqlite.WaitForExitAsync()); // SQLITE_FULL
    }
    #endregion

    [TestMethod]
    [Retry(2)]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim, Times = 1)]
    public void Each_attempt_has_a_scope_of_its_own()
    {
        Attempts.ShouldNotContain(FailureScope.Required);
        Attempts.Add(FailureScope.Required);
        (Cat.Read(), Cat.Read()).ShouldBe((Cat.Denied, ""));
        Assert.HasCount(3, Attempts);
    }

    [TestMethod]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    public void A_test_that_skips_itself_need_not_inject_anything() => Assert.Inconclusive("decided by the body");

    [TestMethod]
    [Timeout(20_000)]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    [LaunchProcess("sleep", "271828")]
    public async Task A_test_that_runs_out_of_time()
    {
        await Cat.ReadAsync();
        await Task.Delay(Timeout.Infinite);
    }

    [TestMethod]
    [DynamicData(nameof(Failures))]
    public async Task Each_failure_of_a_list_is_a_case(FailureCase failures) =>
        await WithFailureConfig(failures.Config, async () => (await Cat.ReadAsync()).ShouldNotBeEmpty());

    private static IEnumerable<object[]> Failures => FailureCase.EachOf(
        new SyscallFailure("openat", Errno.EACCES) { Targets = ["cat"], When = new() { Paths = [Cat.Victim] } },
        new SyscallFailure("openat", Errno.EMFILE) { Targets = ["cat"], When = new() { Paths = [Cat.Victim] } })
            .Select(failures => new object[] { failures });
}

[TestClass]
[InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
public class SetUps
{
    private string _seen = "";

    [TestInitialize]
    public void SetUp() => _seen = Cat.Read();

    [TestMethod]
    public void What_the_class_says_holds_in_its_TestInitialize() => _seen.ShouldBe(Cat.Denied);
}

[TestClass]
[InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
[LaunchProcess("sleep", "271828")]
public class BrokenHooks
{
    [TestInitialize]
    public void SetUp() => throw new InvalidOperationException("thrown by a hook");

    [TestMethod]
    public void One() => throw new InvalidOperationException("the body ran");
}
