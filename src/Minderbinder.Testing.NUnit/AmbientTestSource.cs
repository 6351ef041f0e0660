using NUnit.Framework.Internal;

namespace Minderbinder.Testing;

/// <summary>The test that NUnit runs in the current flow.</summary>
internal sealed class AmbientTestSource : IAmbientTestSource
{
    public FrameworkTest? Current =>
        TestExecutionContext.CurrentContext is { CurrentTest: { IsSuite: false, Method: not null } test } ? new NUnitTest(test) : null;
}
