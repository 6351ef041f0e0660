namespace Minderbinder.Testing;

/// <summary>What holds for each list of a failure that names several things of a kind.</summary>
internal static class ItemRules
{
    public static IEnumerable<ConfigProblem> FindProblems<T>(ValueList<T> items, Func<T, string?> find, int most, string what, string path)
    {
        if (items.Count > most)
            yield return new(path, $"there are {items.Count} {what}; at most {most} can be given.");

        for (var i = 0; i < items.Count; i++)
        {
            if (find(items[i]) is { } problem)
                yield return new(PlaceOf(path, i, items.Count), problem);
        }
    }

    /// <summary>The place of an item of a list that, if it has only one, is written without brackets.</summary>
    public static string PlaceOf(string path, int index, int count) => count == 1 ? path : $"{path}[{index}]";
}
