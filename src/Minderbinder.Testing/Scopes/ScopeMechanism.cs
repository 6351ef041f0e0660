namespace Minderbinder.Testing;

/// <summary>Which mechanism a scope insists on for system calls.</summary>
internal static class ScopeMechanism
{
    /// <summary>The variable that decides for a run, whatever options and configs say.</summary>
    public const string Variable = "MINDERBINDER_MECHANISM";

    /// <summary>The variable's, or else the options', or else the config's; null for the best for each system call.</summary>
    /// <exception cref="FormatException">The variable names no mechanism.</exception>
    public static Mechanism? Of(FailureConfig config, FailureScopeOptions options, Func<string, string?> variable)
    {
        var name = variable(Variable);
        if (string.IsNullOrEmpty(name))
            return options.Mechanism ?? config.Mechanism;
        return MechanismNames.TryParse(name, out var problem)
            ?? throw new FormatException($"The environment variable {Variable} is '{name}': {problem} Correct it or unset it.");
    }
}
