namespace Minderbinder.Testing;

/// <summary>
/// The entries of a mapping by key. Unknown and duplicate keys are reported when it is made. A misspelt key is then read as
/// the one that was meant, so that its value is checked as well, and nobody is told that the right one is missing.
/// </summary>
internal sealed class MappingReader
{
    private readonly YamlReport _report;
    private readonly string _path;
    private readonly YamlMapping _mapping;
    private readonly Dictionary<string, YamlCursor> _entries = [];

    public MappingReader(YamlReport report, string path, YamlMapping mapping, string[] known, IReadOnlyDictionary<string, string> misplaced)
    {
        _report = report;
        _path = path;
        _mapping = mapping;

        var firstLines = new Dictionary<string, int>();
        var misspelt = new List<(string Meant, YamlValue Key, YamlValue Value)>();
        foreach (var (key, value) in mapping.Entries)
        {
            if (key is not YamlScalar { Text: var name })
            {
                report.Add(path, key.Line, key.Column, $"{key.Kind} cannot be a key; write {List(known)}.");
                continue;
            }

            report.RefuseDecoration(PathOf(name), key);
            if (!firstLines.TryAdd(name, key.Line))
            {
                Complain(name, key, $"the key '{name}' is given twice, first on line {firstLines[name]}; keep one.");
            }
            else if (known.Contains(name))
            {
                _entries.Add(name, Cursor(name, key, value));
            }
            else if (misplaced.TryGetValue(name, out var explanation))
            {
                Complain(name, key, explanation);
            }
            else if (NearestName.To(name, known) is not { } meant)
            {
                Complain(name, key, $"there is no key '{name}' here, only {List(known)}.");
            }
            else
            {
                Complain(name, key, $"there is no key '{name}' here; did you mean '{meant}'?");
                misspelt.Add((meant, key, value));
            }
        }

        foreach (var (meant, key, value) in misspelt)
        {
            if (!_entries.ContainsKey(meant))
                _entries.Add(meant, Cursor(meant, key, value));
        }
    }

    /// <summary>The value of a key, or <see langword="null"/> if it is not there.</summary>
    public YamlCursor? this[string key] => _entries.GetValueOrDefault(key);

    /// <summary>Reports something that is not there. It stands where the mapping starts.</summary>
    public void ComplainMissing(string key, string message) => Complain(key, _mapping, message);

    private void Complain(string key, YamlValue at, string message) => _report.Add(PathOf(key), at.Line, at.Column, message);

    private static string List(string[] known) => string.Join(", ", known.Select(key => $"'{key}'"));

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private YamlCursor Cursor(string name, YamlValue key, YamlValue value)
    {
        // A list, a mapping or nothing is best pointed at by its key: it starts on a line of its own, or nowhere.
        if (value is not YamlScalar { IsNull: false })
            value = value with { Line = key.Line, Column = key.Column };
        return new YamlCursor(_report, PathOf(name), value);
    }
}
