using System.Reflection;
using Xunit.Sdk;

namespace Inner;

public class OnlyXunitV2 : IClassFixture<OnlyXunitV2.Afterwards>
{
    [Fact(Timeout = 20_000)]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    [LaunchProcess("sleep", "271828")]
    public async Task A_test_that_runs_out_of_time()
    {
        await Cat.ReadAsync();
        await Task.Delay(Timeout.Infinite);
    }

    #region attributes: xunit v2
    [FailureFact]
    [InjectFailure("openat", Errno.EACCES, Path = "/etc/hostname")]
    public void A_FailureFact_is_a_test()
    #endregion
        => Cat.Read().ShouldBe(Cat.Denied);

    [FailureTheory]
    [InlineData(Cat.Denied)]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    public void A_FailureTheory_is_a_theory(string message) => Cat.Read().ShouldBe(message);

    /// <summary>
    /// xUnit v2 never tells a hook that a test ran out of time: the hook finds out by itself, a moment later, which is too late if the run is
    /// over by then.
    /// </summary>
    public sealed class Afterwards : IDisposable
    {
        public void Dispose() => Thread.Sleep(2000);
    }

    public static TheoryData<FailureCase> Failures => new(FailureCase.EachOf(
        new SyscallFailure("openat", Errno.EACCES) { Targets = ["cat"], When = new() { Paths = [Cat.Victim] } },
        new SyscallFailure("openat", Errno.EMFILE) { Targets = ["cat"], When = new() { Paths = [Cat.Victim] } }));

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Each_failure_of_a_list_is_a_case(FailureCase failures) =>
        await WithFailureConfig(failures.Config, async () => (await Cat.ReadAsync()).ShouldNotBeEmpty());
}

[InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
[LaunchProcess("sleep", "271828")]
public class BrokenHooks
{
    [Fact]
    [BrokenHook]
    public void One() => throw new InvalidOperationException("the body ran");
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
internal sealed class BrokenHookAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest) => throw new InvalidOperationException("thrown by a hook");
}
