namespace Minderbinder.Testing.Frameworks.Tests;

public class TUnitTests(TUnitTests.Once run) : FrameworkTests(run, Expectations.TUnit), IClassFixture<TUnitTests.Once>
{
    private protected override bool TellsReasons => false;

    [Fact]
    public void Each_output_has_the_evidence() => Result.Tests.ShouldAllBe(test => HasOutput(test));

    public sealed class Once() : Run(InnerRun.TUnit);
}
