
namespace Minderbinder.Testing;

/// <summary>The test that TUnit runs in the current flow.</summary>
internal sealed class AmbientTestSource : IAmbientTestSource
{
    public FrameworkTest? Current => TestContext.Current is { } context ? new TUnitTest(context) : null;
}
