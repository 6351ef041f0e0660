namespace Minderbinder.Testing.Declarations;

/// <summary>One config of all that is declared for a test.</summary>
internal static class DeclaredConfig
{
    /// <exception cref="InvalidFailureConfigException">Something is wrong with the declarations; names each with its place.</exception>
    public static FailureConfig Of(IReadOnlyList<PlacedDeclaration> declarations)
    {
        ThrowIfAny([.. declarations.SelectMany(FindProblems)]);

        var parts = declarations.Where(placed => placed.Declaration is ConfigDeclaration)
            .Select(placed => (Placed: placed, Config: ((ConfigDeclaration)placed.Declaration).ToConfig())).ToArray();
        ThrowIfAny([.. FindConflicts(parts)]);

        return new FailureConfig([.. parts.SelectMany(part => part.Config.Failures)])
        {
            Seed = parts.Select(part => part.Config.Seed).FirstOrDefault(seed => seed is not null),
            Mechanism = parts.Select(part => part.Config.Mechanism).FirstOrDefault(mechanism => mechanism is not null),
            DenyIoUring = parts.Any(part => part.Config.DenyIoUring),
        };
    }

    private static IEnumerable<ConfigProblem> FindProblems(PlacedDeclaration placed) =>
        placed.Declaration.FindProblems().Select(problem => new ConfigProblem(placed.ToString(), problem));

    /// <summary>What is fine by itself, and not together.</summary>
    private static IEnumerable<ConfigProblem> FindConflicts((PlacedDeclaration Placed, FailureConfig Config)[] parts)
    {
        var owners = new Dictionary<string, PlacedDeclaration>();
        foreach (var (placed, config) in parts)
        {
            foreach (var name in config.Failures.Select(failure => failure.Name).OfType<string>())
            {
                if (!owners.TryAdd(name, placed))
                    yield return new(placed.ToString(), $"the name '{name}' is taken by {owners[name]}; give each failure a name of its own.");
            }
        }

        foreach (var problem in FindConflicts("seed", "seed", parts, config => config.Seed))
            yield return problem;
        foreach (var problem in FindConflicts("mechanism", "mechanism for system calls", parts, config => config.Mechanism))
            yield return problem;
    }

    /// <summary>What a test has one of, and two attributes differ about.</summary>
    private static IEnumerable<ConfigProblem> FindConflicts<T>(
        string what, string one, (PlacedDeclaration Placed, FailureConfig Config)[] parts, Func<FailureConfig, T?> get)
        where T : struct
    {
        var given = parts.Where(part => get(part.Config) is not null).ToArray();
        return given.Skip(1).Where(part => !Equals(get(part.Config), get(given[0].Config))).Select(part => new ConfigProblem(
            part.Placed.ToString(), $"the {what} is {get(part.Config)}, but {get(given[0].Config)} by {given[0].Placed}; a test has one {one}."));
    }

    private static void ThrowIfAny(IReadOnlyList<ConfigProblem> problems)
    {
        if (problems.Count > 0)
            throw new InvalidFailureConfigException(problems);
    }
}
