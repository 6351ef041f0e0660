using Minderbinder.Testing;

namespace Minderbinder.Tool.Run;

/// <summary>Opens the scope of a command.</summary>
internal static class SeededScope
{
    private const string SeedVariable = "MINDERBINDER_SEED";

    /// <param name="config">What is to go wrong.</param>
    /// <param name="seed">A seed that comes before all others, or null.</param>
    /// <param name="options">How.</param>
    /// <exception cref="NotSupportedException">A failure is for this process.</exception>
    public static FailureScope Open(FailureConfig config, ulong? seed, FailureScopeOptions options)
    {
        if (config.Failures.FirstOrDefault(failure => failure.Targets.Any(target => target.IsSelf)) is { } self)
            throw new NotSupportedException($"A failure ({self.DisplayName}) is for 'self', the test process. Here that would be minderbinder; name "
                + "the program, or leave targets out.");
        if (seed is null)
            return FailureScope.Open(config, options);

        var inherited = Environment.GetEnvironmentVariable(SeedVariable);
        try
        {
            // The variable would come first.
            Environment.SetEnvironmentVariable(SeedVariable, null);
            return FailureScope.Open(config with { Seed = seed }, options);
        }
        finally
        {
            Environment.SetEnvironmentVariable(SeedVariable, inherited);
        }
    }
}
