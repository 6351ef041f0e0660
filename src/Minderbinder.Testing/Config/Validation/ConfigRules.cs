namespace Minderbinder.Testing;

/// <summary>What makes a config valid, whether it was written as records or as YAML.</summary>
internal static class ConfigRules
{
    public static IEnumerable<ConfigProblem> FindProblems(FailureConfig config)
    {
        if (config.Failures.Count == 0)
        {
            var sections = string.Join(" or ", ConfigSection.All.Select(section => $"'{section.Name}'"));
            yield return new(ConfigKeys.Root, $"there is no failure in it; add one under {sections}.");
        }

        if (config.Mechanism is { } mechanism && MechanismNames.FindProblem(mechanism) is { } misfit)
            yield return new(ConfigKeys.Mechanism, misfit);

        var owners = new Dictionary<string, string>();
        foreach (var (path, failure) in ConfigSection.All.SelectMany(section => section.FailuresOf(config)))
        {
            if (failure.Name is { Length: > 0 } name && !owners.TryAdd(name, path))
            {
                yield return new(
                    $"{path}.{ConfigKeys.Name}",
                    $"the name '{name}' is taken by {owners[name]}; give each failure a name of its own.");
            }

            foreach (var problem in FailureRules.FindProblems(failure, path))
                yield return problem;

            foreach (var problem in FindProblemsOfKind(failure, path))
                yield return problem;
        }
    }

    private static IEnumerable<ConfigProblem> FindProblemsOfKind(Failure failure, string path) => failure switch
    {
        SyscallFailure syscall => SyscallRules.FindProblems(syscall, path),
        NetworkFailure network => NetworkRules.FindProblems(network, path),
        ConnectionFailure connections => ConnectionRules.FindProblems(connections, path),
        _ => throw new NotSupportedException($"There are no rules for {failure.GetType()}."),
    };
}
