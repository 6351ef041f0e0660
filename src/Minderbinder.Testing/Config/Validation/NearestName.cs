namespace Minderbinder.Testing;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>
    /// The candidate with the fewest typing errors between it and the word: a letter too many, too few or wrong, or two swapped; upper
    /// and lower case count as the same. Failing that, the only one that begins with the word. Otherwise <see langword="null"/>: more
    /// errors than three, or than a third of the letters, would be guessing.
    /// </summary>
    public static string? To(string word, IReadOnlyCollection<string> candidates)
    {
        var limit = Math.Min(Math.Max(word.Length / 3, 1), 3);
        var nearest = candidates
            .Select(candidate => new { Name = candidate, Distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant()) })
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        if (nearest is not null)
            return nearest.Name;

        if (word.Length < 4)
            return null;
        var longer = candidates.Where(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return longer.Count == 1 ? longer[0] : null;
    }

    /// <summary>The optimal string alignment distance: Levenshtein's, with a swap of neighbours as one step.</summary>
    private static int Distance(string a, string b)
    {
        var steps = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            steps[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            steps[0, j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                steps[i, j] = Math.Min(replace, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        }

        return steps[a.Length, b.Length];
    }
}
