namespace Minderbinder.Testing.Frameworks.KernelTests;

public class XunitV2Tests(XunitV2Tests.Once run) : FrameworkTests(run, Expectations.XunitV2), IClassFixture<XunitV2Tests.Once>
{
    /// <summary>Hooks of xUnit v2 have no output of their test to write to.</summary>
    [Fact]
    public void The_output_of_the_run_has_the_evidence_of_each_test() =>
        Expectations.XunitV2.Values.ShouldAllBe(expected => Says(Result.Output, expected.Output));

    public sealed class Once() : Run(InnerRun.XunitV2);
}
