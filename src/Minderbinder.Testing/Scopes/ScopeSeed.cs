using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>Where a scope's seed comes from.</summary>
internal static class ScopeSeed
{
    /// <summary>The variable that repeats a run, whatever the configs say.</summary>
    public const string Variable = "MINDERBINDER_SEED";

    /// <exception cref="FormatException">The variable holds no number.</exception>
    public static ulong Of(FailureConfig config)
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text))
            return config.Seed ?? unchecked((ulong)Random.Shared.NextInt64());
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new FormatException(
                $"The environment variable {Variable} is '{text}'; a seed is a number from 0 to {ulong.MaxValue}. Correct it or unset it.");
    }
}
