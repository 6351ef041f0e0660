namespace Minderbinder.Testing;

/// <summary>The test that MSTest runs in the current flow.</summary>
internal sealed class AmbientTestSource : IAmbientTestSource
{
    public FrameworkTest? Current => MSTestHooks.Current;
}
