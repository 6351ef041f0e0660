using Xunit;
using Xunit.v3;

namespace Minderbinder.Testing;

/// <summary>The test that xUnit runs in the current flow.</summary>
internal sealed class AmbientTestSource : IAmbientTestSource
{
    public FrameworkTest? Current => TestContext.Current.Test is IXunitTest test ? new XunitTest(test) : null;
}
