namespace Minderbinder.Testing;

/// <summary>What makes a config valid, whether it was written as records or as YAML.</summary>
internal static class ConfigRules
{
    public static IEnumerable<ConfigProblem> FindProblems(FailureConfig config)
    {
        if (config.Failures.Count == 0)
        {
            yield return new(
                ConfigKeys.Root,
                $"there is no failure in it; add one under '{ConfigKeys.SyscallSection}' or '{ConfigKeys.OutgoingNetworkSection}'.");
        }

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

            if (failure is SyscallFailure syscall)
            {
                foreach (var problem in SyscallRules.FindProblems(syscall, path))
                    yield return problem;
            }
        }
    }
}
