namespace Minderbinder.Testing.Frameworks.KernelTests;

public class XunitV2Tests(XunitV2Tests.Once run) : FrameworkTests(run, Expectations), IClassFixture<XunitV2Tests.Once>
{
    private static readonly Dictionary<string, Expected> Expectations = new(Expected.Shared(tellsOutcome: false))
    {
        ["OnlyXunitV2.A_test_that_runs_out_of_time"] = Expected.Fails("Test execution timed out after 20000 milliseconds")
            .Writing("What was injected into Inner.OnlyXunitV2.A_test_that_runs_out_of_time:", "openat EACCES         1        1", "Process: sleep 271828"),
        ["OnlyXunitV2.A_FailureFact_is_a_test"] = Expected.Passes,
        ["OnlyXunitV2.A_FailureTheory_is_a_theory(\"cat: /etc/hostname: Permission denied\")"] = Expected.Passes,
        ["OnlyXunitV2.Each_failure_of_a_list_is_a_case(openat EACCES)"] = Expected.Passes,
        ["OnlyXunitV2.Each_failure_of_a_list_is_a_case(openat EMFILE)"] = Expected.Passes,
        ["Misplaced.An_attribute_on_a_collection"] =
            Expected.Fails("An attribute of Inner.Misplaced.An_attribute_on_a_collection stands on neither the test nor its class."),
        ["BrokenHooks.One"] = Expected.Fails("InvalidOperationException : thrown by a hook", "The failure 'openat EACCES' was never injected"),
    };

    /// <summary>Hooks of xUnit v2 have no output of their test to write to.</summary>
    [Fact]
    public void The_output_of_the_run_has_the_evidence_of_each_test() => Expectations.Values.ShouldAllBe(expected => Says(Result.Output, expected.Output));

    public sealed class Once() : Run(InnerRun.XunitV2);
}
