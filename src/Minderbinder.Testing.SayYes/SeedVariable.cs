using System.Globalization;

namespace Minderbinder.Testing.SayYes;

/// <summary>The seed that repeats a run, of failures and of replies alike.</summary>
internal static class SeedVariable
{
    private const string Name = "MINDERBINDER_SEED";

    /// <summary>What the environment says; null if it says nothing.</summary>
    /// <exception cref="FormatException">It says something else.</exception>
    public static ulong? Read() => Environment.GetEnvironmentVariable(Name) is not { Length: > 0 } text ? null
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed
        : throw new FormatException(
            $"The environment variable {Name} is '{text}'; a seed is a number from 0 to {ulong.MaxValue}. Correct it or unset it.");
}
