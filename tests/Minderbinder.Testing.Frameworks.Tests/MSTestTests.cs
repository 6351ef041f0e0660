namespace Minderbinder.Testing.Frameworks.Tests;

/// <summary>With the oldest version that the adapter works with.</summary>
public class MSTestTests(MSTestTests.Once run) : FrameworkTests(run, Expectations.MSTest), IClassFixture<MSTestTests.Once>
{
    [Fact]
    public void Each_output_has_the_evidence() => Result.Tests.ShouldAllBe(test => HasOutput(test));

    public sealed class Once() : Run(InnerRun.MSTest);
}

/// <summary>With the newest.</summary>
public class NewestMSTestTests(NewestMSTestTests.Once run) : FrameworkTests(run, Expectations.MSTest), IClassFixture<NewestMSTestTests.Once>
{
    public sealed class Once() : Run(InnerRun.NewestMSTest);
}
