namespace Minderbinder.Testing.Declarations;

/// <summary>The test that is running, for blocks that no attribute tells about it. The adapter for its framework knows it.</summary>
internal static class AmbientTest
{
    // Named, for nothing else makes the runtime load an adapter before one of its attributes is used.
    private static readonly Lazy<IAmbientTestSource[]> Sources = new(() =>
    [
        .. new[] { "XunitV3", "NUnit", "MSTest", "TUnit" }
            .Select(adapter => Type.GetType($"Minderbinder.Testing.AmbientTestSource, Minderbinder.Testing.{adapter}"))
            .OfType<Type>().Select(type => (IAmbientTestSource)Activator.CreateInstance(type)!),
    ]);

    /// <summary>Null outside tests, and with frameworks that do not tell (xUnit v2).</summary>
    public static FrameworkTest? Current => Sources.Value.Select(source => source.Current).FirstOrDefault(test => test is not null);
}

/// <summary>What an adapter knows about the test of the current flow.</summary>
internal interface IAmbientTestSource
{
    FrameworkTest? Current { get; }
}
