namespace Minderbinder.Testing;

/// <summary>Everything that is wrong with a YAML text, and where each path of the config stands in it.</summary>
internal sealed class YamlReport
{
    private readonly List<ConfigProblem> _problems = [];
    private readonly Dictionary<string, (int Line, int Column)> _places = [];

    /// <summary>The problems in the order of the text.</summary>
    public IReadOnlyList<ConfigProblem> Problems => [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    public void Add(string path, int line, int column, string message) => _problems.Add(new(path, message, line, column));

    /// <summary>Remembers where a path stands, for problems that are found after reading.</summary>
    public void Place(string path, int line, int column) => _places.TryAdd(path, (line, column));

    public void RefuseDecoration(string path, YamlValue value)
    {
        if (value.Decoration is { } decoration)
            Add(path, value.Line, value.Column, $"the {decoration} has no meaning in a failure config; remove it.");
    }

    /// <summary>
    /// Adds what is wrong with the config that was read, except where reading had a problem already: what stands there, or what is
    /// missing there, is then only a substitute for what could not be read.
    /// </summary>
    public void AddUnlessUnreadable(IEnumerable<ConfigProblem> problems)
    {
        var unreadable = _problems.Select(problem => problem.Path).ToList();
        foreach (var problem in problems)
        {
            if (unreadable.Exists(path => Contains(path, problem.Path) || Contains(problem.Path, path)))
                continue;
            var (line, column) = PlaceOf(problem.Path);
            Add(problem.Path, line, column, problem.Message);
        }
    }

    private static bool Contains(string outer, string inner) =>
        inner == outer || (outer.Length > 0 && inner.StartsWith(outer, StringComparison.Ordinal) && inner[outer.Length] is '.' or '[');

    private (int Line, int Column) PlaceOf(string path)
    {
        // What was left out stands where its parent does.
        while (path.Length > 0)
        {
            if (_places.TryGetValue(path, out var place))
                return place;
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        }

        return (1, 1);
    }
}
