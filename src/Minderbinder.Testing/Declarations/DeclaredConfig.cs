namespace Minderbinder.Testing.Declarations;

/// <summary>One config of all that is declared for a test.</summary>
internal static class DeclaredConfig
{
    /// <exception cref="InvalidFailureConfigException">Something is wrong with the declarations; names each with its place.</exception>
    public static FailureConfig Of(IReadOnlyList<PlacedDeclaration> declarations)
    {
        ThrowIfAny([.. declarations.SelectMany(FindProblems)]);

        var parts = declarations.Where(placed => placed.Declaration is FailureDeclaration)
            .Select(placed => (Placed: placed, Config: ((FailureDeclaration)placed.Declaration).ToConfig())).ToArray();
        ThrowIfAny([.. FindConflicts(parts)]);

        return new FailureConfig([.. parts.SelectMany(part => part.Config.Failures)])
        {
            Seed = parts.Select(part => part.Config.Seed).FirstOrDefault(seed => seed is not null),
            DenyIoUring = parts.Any(part => part.Config.DenyIoUring),
        };
    }

    private static IEnumerable<ConfigProblem> FindProblems(PlacedDeclaration placed) =>
        placed.Declaration.FindProblems().Select(problem => new ConfigProblem(placed.ToString(), problem));

    /// <summary>What is fine by itself, and not together.</summary>
    private static IEnumerable<ConfigProblem> FindConflicts((PlacedDeclaration Placed, FailureConfig Config)[] parts)
    {
        var owners = new Dictionary<string, PlacedDeclaration>();
        (PlacedDeclaration Placed, ulong Seed)? seeded = null;
        foreach (var (placed, config) in parts)
        {
            foreach (var name in config.Failures.Select(failure => failure.Name).OfType<string>())
            {
                if (!owners.TryAdd(name, placed))
                    yield return new(placed.ToString(), $"the name '{name}' is taken by {owners[name]}; give each failure a name of its own.");
            }

            if (config.Seed is not { } seed)
                continue;
            seeded ??= (placed, seed);
            if (seeded.Value.Seed != seed)
                yield return new(placed.ToString(), $"the seed is {seed}, but {seeded.Value.Seed} by {seeded.Value.Placed}; a test has one seed.");
        }
    }

    private static void ThrowIfAny(IReadOnlyList<ConfigProblem> problems)
    {
        if (problems.Count > 0)
            throw new InvalidFailureConfigException(problems);
    }
}
