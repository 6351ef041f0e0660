namespace Minderbinder.Testing.Frameworks.KernelTests;

public class NUnitTests(NUnitTests.Once run) : FrameworkTests(run, Expectations), IClassFixture<NUnitTests.Once>
{
    private static readonly Dictionary<string, Expected> Expectations = new(Expected.Shared(tellsOutcome: true))
    {
        ["OnlyNUnit.Each_attempt_has_a_scope_of_its_own"] = Expected.Passes,
        ["OnlyNUnit.A_test_that_skips_itself_need_not_inject_anything"] = Expected.Skips("decided by the body"),
        ["OnlyNUnit.A_test_that_runs_out_of_time"] = Expected.Fails("Test exceeded CancelAfter value of 20000ms")
            .Writing("What was injected into Inner.OnlyNUnit.A_test_that_runs_out_of_time", "openat EACCES         1        1", "Process: sleep 271828"),
        ["OnlyNUnit.Each_failure_of_a_list_is_a_case(openat EACCES)"] = Expected.Passes,
        ["OnlyNUnit.Each_failure_of_a_list_is_a_case(openat EMFILE)"] = Expected.Passes,
        ["SetUps.What_the_class_says_holds_in_its_SetUp"] = Expected.Passes,
        ["BrokenHooks.One"] = Expected.Fails("InvalidOperationException : thrown by a hook")
            .Writing("What was injected into Inner.BrokenHooks.One:", "Process: sleep 271828"),
    };

    /// <summary>Why a test was skipped is in its output, too.</summary>
    [Fact]
    public void Each_output_has_the_evidence() => Result.Tests.Where(test => test.Outcome != InnerTest.Skipped)
        .ShouldAllBe(test => HasOutput(test));

    public sealed class Once() : Run(InnerRun.NUnit);
}
