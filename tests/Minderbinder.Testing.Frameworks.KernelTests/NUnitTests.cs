namespace Minderbinder.Testing.Frameworks.KernelTests;

public class NUnitTests(NUnitTests.Once run) : FrameworkTests(run, Expectations.NUnit), IClassFixture<NUnitTests.Once>
{
    /// <summary>Why a test was skipped is in its output, too.</summary>
    [Fact]
    public void Each_output_has_the_evidence() => Result.Tests.Where(test => test.Outcome != InnerTest.Skipped)
        .ShouldAllBe(test => HasOutput(test));

    public sealed class Once() : Run(InnerRun.NUnit);
}
