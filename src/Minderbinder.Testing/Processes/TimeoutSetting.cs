namespace Minderbinder.Testing;

/// <summary>How long waits take at most that are given no timeout of their own.</summary>
internal static class TimeoutSetting
{
    public const string Variable = "MINDERBINDER_TIMEOUT";

    /// <summary>That of the variable, or 30 s.</summary>
    /// <exception cref="FormatException">The variable holds no duration.</exception>
    public static TimeSpan Of(Func<string, string?> variable)
    {
        var text = variable(Variable);
        if (string.IsNullOrEmpty(text))
            return TimeSpan.FromSeconds(30);
        return DurationText.TryParse(text, out var problem)
            ?? throw new FormatException($"The environment variable {Variable} is '{text}': {problem} Correct it or unset it.");
    }
}
