using System.Reflection;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Inner.ShellOfMore))]

namespace Inner;

public class OnlyXunitV3
{
    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    public void A_test_that_skips_itself_need_not_inject_anything() => Assert.Skip("decided by the body");

    [Fact(Timeout = 20_000)]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    [LaunchProcess("sleep", "271828")]
    public async Task A_test_that_runs_out_of_time()
    {
        await Cat.ReadAsync();
        await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 20_000)]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    [LaunchProcess("sleep", "271828")]
    public async Task A_test_that_runs_out_of_time_and_does_not_look()
    {
        await Cat.ReadAsync();
        await Task.Delay(25_000, CancellationToken.None);
    }

    public static TheoryData<FailureCase> Failures => new(FailureCase.EachOf(
        new SyscallFailure("openat", Errno.EACCES) { Targets = ["cat"], When = new() { Paths = [Cat.Victim] } },
        new SyscallFailure("openat", Errno.EMFILE) { Targets = ["cat"], When = new() { Paths = [Cat.Victim] } }));

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Each_failure_of_a_list_is_a_case(FailureCase failures) =>
        await WithFailureConfig(failures.Config, async () => (await Cat.ReadAsync()).ShouldNotBeEmpty());
}

/// <summary>After a hook that threw, xUnit v3 calls no hook at all, so the scope of the first of these is closed by the hook of the next.</summary>
[InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
[LaunchProcess("sleep", "271828")]
public class BrokenHooks
{
    [Fact]
    [BrokenHook]
    public void One() => throw new InvalidOperationException("the body ran");

    [Fact]
    [BrokenHook]
    public void Two() => throw new InvalidOperationException("the body ran");
}

/// <summary>Where the attributes of a test are not looked for.</summary>
[CollectionDefinition(nameof(MisplacedDefinition))]
[InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
public class MisplacedDefinition;

[Collection(nameof(MisplacedDefinition))]
public class Misplaced
{
    [Fact]
    public void An_attribute_on_a_collection() => throw new InvalidOperationException("the body ran");
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrokenHookAttribute : Attribute, IBeforeAfterTestAttribute
{
    private static readonly List<ProcessUnderTest> Earlier = [];

    public void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var (all, running) = (Earlier.Count, Earlier.Count(process => !process.HasExited));
        Earlier.Add(FailureScope.Required.Process);
        throw new InvalidOperationException($"thrown by a hook; of {all} earlier processes {running} are running");
    }

    public void After(MethodInfo methodUnderTest, IXunitTest test)
    {
    }
}
