using NUnit.Framework;

namespace Inner;

public class OnlyNUnit
{
    private static readonly List<FailureScope> Attempts = [];

    [Test]
    [Retry(3)]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim, Times = 1)]
    public void Each_attempt_has_a_scope_of_its_own()
    {
        Attempts.ShouldNotContain(FailureScope.Required);
        Attempts.Add(FailureScope.Required);
        (Cat.Read(), Cat.Read()).ShouldBe((Cat.Denied, ""));
        Assert.That(Attempts, Has.Count.EqualTo(3), "try again");
    }

    [Test]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    public void A_test_that_skips_itself_need_not_inject_anything() => Assert.Ignore("decided by the body");

    [Test]
    [CancelAfter(20_000)]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    [LaunchProcess("sleep", "271828")]
    public async Task A_test_that_runs_out_of_time(CancellationToken token)
    {
        await Cat.ReadAsync();
        await Task.Delay(Timeout.Infinite, token);
    }

    [TestCaseSource(nameof(Failures))]
    public async Task Each_failure_of_a_list_is_a_case(FailureCase failures) =>
        await WithFailureConfig(failures.Config, async () => (await Cat.ReadAsync()).ShouldNotBeEmpty());

    private static IEnumerable<FailureCase> Failures => FailureCase.EachOf(
        new SyscallFailure("openat", Errno.EACCES) { Targets = ["cat"], When = new() { Paths = [Cat.Victim] } },
        new SyscallFailure("openat", Errno.EMFILE) { Targets = ["cat"], When = new() { Paths = [Cat.Victim] } });
}

[InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
public class SetUps
{
    private string _seen = "";

    [SetUp]
    public void SetUp() => _seen = Cat.Read();

    [Test]
    public void What_the_class_says_holds_in_its_SetUp() => _seen.ShouldBe(Cat.Denied);
}

[InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
[LaunchProcess("sleep", "271828")]
public class BrokenHooks
{
    [Test]
    [BrokenHook]
    public void One() => throw new InvalidOperationException("the body ran");
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrokenHookAttribute : TestActionAttribute
{
    public override void BeforeTest(NUnit.Framework.Interfaces.ITest test) => throw new InvalidOperationException("thrown by a hook");
}
