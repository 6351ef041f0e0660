namespace Minderbinder.Testing.Frameworks.Tests;

/// <summary>The newest xUnit v3; the tests beside the kernel have the oldest that the adapter works with.</summary>
public class NewestXunitV3Tests(NewestXunitV3Tests.Once run) : FrameworkTests(run, Expectations.NewestXunitV3), IClassFixture<NewestXunitV3Tests.Once>
{
    public sealed class Once() : Run(InnerRun.NewestXunitV3);
}

/// <summary>The newest NUnit.</summary>
public class NewestNUnitTests(NewestNUnitTests.Once run) : FrameworkTests(run, Expectations.NUnit), IClassFixture<NewestNUnitTests.Once>
{
    public sealed class Once() : Run(InnerRun.NewestNUnit);
}
