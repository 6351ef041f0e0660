namespace Minderbinder.Testing.Frameworks.KernelTests;

public class XunitV3Tests(XunitV3Tests.Once run) : FrameworkTests(run, Expectations.XunitV3), IClassFixture<XunitV3Tests.Once>
{
    [Fact]
    public void Each_output_has_the_evidence() => Result.Tests.ShouldAllBe(test => HasOutput(test));

    /// <summary>xUnit v3 calls no hook after a hook that threw; the hook of the next test in the class clears away.</summary>
    [Fact]
    public void A_scope_that_was_left_behind_is_closed_before_the_next_test() =>
        new[] { Result["BrokenHooks.One"], Result["BrokenHooks.Two"] }.Select(test => test.Message.Split("; ")[1]).Order()
            .ShouldBe(["of 0 earlier processes 0 are running", "of 1 earlier processes 0 are running"]);

    /// <summary>Only where the system call cannot be made to fail is there anything to decide.</summary>
    [Fact]
    public async Task On_a_build_server_an_unsupported_system_call_fails_the_test()
    {
        var test = (await InnerRun.StartAsync(InnerRun.XunitV3, [], ["-method", "*every_kernel*"], "CI=true"))[
            "Unsupported.A_call_that_not_every_kernel_can_fail"];

        test.Outcome.ShouldBe(GuestKernel.HasErrorInjection ? InnerTest.Passed : InnerTest.Failed);
        Says(test.Message, GuestKernel.HasErrorInjection
            ? []
            : ["This kernel cannot make fsync fail with EIO.", "The test fails for that and is not skipped: CI is 'true'"])
            .ShouldBeTrue(test.Message);
    }

    public sealed class Once() : Run(InnerRun.XunitV3);
}
