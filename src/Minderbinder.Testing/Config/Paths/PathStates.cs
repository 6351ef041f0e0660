namespace Minderbinder.Testing;

/// <summary>
/// The states that a path can lead to, and where each byte leads from there. The dead state is number 0 and the start number 1, before
/// and after merging.
/// </summary>
/// <param name="Next">The next state, by state and by class of byte.</param>
/// <param name="Accepts">Whether a path may end there, by state.</param>
/// <param name="Classes">The class of each of the 256 bytes.</param>
internal sealed record PathStates(int[][] Next, bool[] Accepts, byte[] Classes)
{
    // Merging makes a fraction of what is found. This many are found and merged in a second or two.
    private const int MaxFound = 20_000;

    public int ClassCount => Classes.Max() + 1;

    /// <summary>All states of the patterns, or <see langword="null"/> if there are too many.</summary>
    public static PathStates? Find(IEnumerable<string> patterns)
    {
        if (PathMatcher.For(patterns) is not { } matcher)
            return null;

        var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).ToList();
        var examples = bytes.DistinctBy(matcher.KindOf).ToList();
        var kinds = examples.ConvertAll(matcher.KindOf);

        var found = new List<PathMatcher.State> { PathMatcher.Dead, matcher.Start };
        var numbers = found.Select((state, number) => (state, number)).ToDictionary();
        var next = new List<int[]>();
        for (var i = 0; i < found.Count; i++)
        {
            if (found.Count > MaxFound)
                return null;
            next.Add(RowOf(found[i]));
        }

        return new([.. next], [.. found.Select(matcher.Accepts)], [.. bytes.Select(value => (byte)kinds.IndexOf(matcher.KindOf(value)))]);

        int[] RowOf(PathMatcher.State state)
        {
            var row = new int[examples.Count];
            var byKind = new Dictionary<int, int>();
            for (var i = 0; i < row.Length; i++)
            {
                var kind = matcher.KindOf(state, examples[i]);
                if (!byKind.TryGetValue(kind, out row[i]))
                    byKind.Add(kind, row[i] = NumberOf(matcher.Next(state, examples[i])));
            }

            return row;
        }

        int NumberOf(PathMatcher.State state)
        {
            if (!numbers.TryGetValue(state, out var number))
            {
                numbers.Add(state, number = found.Count);
                found.Add(state);
            }

            return number;
        }
    }

    /// <summary>The same with one state for all those from which the same paths match.</summary>
    public PathStates MergeStates()
    {
        // Moore's algorithm: states stay together until a byte leads two of them apart. How far it is to an accepting state is where
        // they start from, and tells most of them apart at once.
        var (groups, count) = Number(DistancesToEnd());
        while (true)
        {
            var last = groups;
            var signatures = Next.Select((next, state) => string.Concat(next.Prepend(-1).Select(to => (char)last[to < 0 ? state : to])));
            (groups, var newCount) = Number(signatures);
            if (newCount == count)
                break;
            count = newCount;
        }

        var examples = Enumerable.Range(0, Next.Length).DistinctBy(state => groups[state]).ToList();
        return this with
        {
            Next = [.. examples.Select(state => Next[state].Select(to => groups[to]).ToArray())],
            Accepts = [.. examples.Select(state => Accepts[state])],
        };
    }

    /// <summary>The same with one class for all bytes that lead to the same states.</summary>
    public PathStates MergeClasses()
    {
        var columns = Enumerable.Range(0, ClassCount).Select(column => string.Concat(Next.Select(next => (char)next[column])));
        var (groups, _) = Number(columns);
        var examples = Enumerable.Range(0, ClassCount).DistinctBy(column => groups[column]).ToList();
        return this with
        {
            Next = [.. Next.Select(next => examples.Select(column => next[column]).ToArray())],
            Classes = [.. Classes.Select(column => (byte)groups[column])],
        };
    }

    /// <summary>The number of each item's group, where equal ones are a group; groups are numbered as they appear.</summary>
    private static (int[] Groups, int Count) Number<T>(IEnumerable<T> items)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        int[] groups = [.. items.Select(item => numbers.TryAdd(item, numbers.Count) ? numbers.Count - 1 : numbers[item])];
        return (groups, numbers.Count);
    }

    /// <summary>How many bytes it takes at least to get to a state that accepts, by state; -1 if none does.</summary>
    private int[] DistancesToEnd()
    {
        var before = Next
            .SelectMany((next, state) => next.Distinct().Select(to => (To: to, From: state)))
            .ToLookup(step => step.To, step => step.From);
        int[] distances = [.. Accepts.Select(accepts => accepts ? 0 : -1)];
        var open = new Queue<int>(Enumerable.Range(0, distances.Length).Where(state => Accepts[state]));
        while (open.TryDequeue(out var to))
        {
            foreach (var state in before[to].Where(state => distances[state] < 0))
            {
                distances[state] = distances[to] + 1;
                open.Enqueue(state);
            }
        }

        return distances;
    }
}
