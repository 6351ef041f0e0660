using System.Text;

namespace Minderbinder.Testing.Processes;

/// <summary>What a process has written so far: the latest of it, and who waits for what is still to come. Thread-safe.</summary>
internal sealed class OutputLog
{
    public const int MaxLines = 50_000;
    public const int MaxCharacters = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly LineAssembler[] _assemblers = [new(), new()];
    private readonly List<string> _ended = [];
    private readonly Queue<Entry> _entries = new();
    private readonly List<OutputSearch> _searches = [];
    private int _characters;
    private long _dropped;

    /// <summary>How many of the first lines were dropped to make room for later ones.</summary>
    public long Dropped
    {
        get
        {
            lock (_lock)
                return _dropped;
        }
    }

    /// <summary>The lines that have ended, from the oldest that is kept.</summary>
    public OutputLine[] Lines
    {
        get
        {
            lock (_lock)
                return [.. _entries.Select(entry => entry.Line)];
        }
    }

    /// <summary>The text of one stream from the oldest line that is kept, with the line that has not ended yet.</summary>
    public string TextOf(OutputSource source)
    {
        var text = new StringBuilder();
        lock (_lock)
        {
            foreach (var (line, hasBreak) in _entries.Where(entry => entry.Line.Source == source))
                text.Append(line.Text).Append(hasBreak ? "\n" : "");

            return text.Append(_assemblers[(int)source].Unfinished).ToString();
        }
    }

    /// <summary>The last lines of both streams, unfinished ones included, and how many lines there have been in all.</summary>
    public (OutputLine[] Last, long Count) Tail(int count)
    {
        lock (_lock)
        {
            OutputLine[] unfinished =
            [
                .. from source in Enum.GetValues<OutputSource>()
                   let text = _assemblers[(int)source].Unfinished
                   where text is not null
                   select new OutputLine(text, source, DateTimeOffset.UtcNow),
            ];
            var last = _entries.TakeLast(count).Select(entry => entry.Line).Concat(unfinished).TakeLast(count);
            return ([.. last], _dropped + _entries.Count + unfinished.Length);
        }
    }

    public void Append(OutputSource source, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _assemblers[(int)source].Add(bytes, _ended);
            foreach (var text in _ended)
                Add(text, source, hasBreak: true);

            _ended.Clear();
        }
    }

    /// <summary>Makes a line of what has come since the last line break.</summary>
    public void EndLine(OutputSource source)
    {
        lock (_lock)
        {
            if (_assemblers[(int)source].End() is { } text)
                Add(text, source, hasBreak: false);
        }
    }

    /// <summary>Finds the first line that is kept and matches, or the next to come that does.</summary>
    public Task<OutputLine> FindAsync(Func<string, bool> isMatch, CancellationToken cancellationToken)
    {
        var search = new OutputSearch(isMatch);
        lock (_lock)
        {
            if (!_entries.Any(entry => search.Ends(entry.Line)))
                _searches.Add(search);
        }

        cancellationToken.UnsafeRegister(_ => Drop(search), null);
        return search.Found;
    }

    private void Drop(OutputSearch search)
    {
        lock (_lock)
            _searches.Remove(search);

        search.Cancel();
    }

    private void Add(string text, OutputSource source, bool hasBreak)
    {
        var line = new OutputLine(text, source, DateTimeOffset.UtcNow);
        _entries.Enqueue(new Entry(line, hasBreak));
        _characters += text.Length;
        for (; _entries.Count > MaxLines || _characters > MaxCharacters; _dropped++)
            _characters -= _entries.Dequeue().Line.Text.Length;

        _searches.RemoveAll(search => search.Ends(line));
    }

    /// <param name="Line">The line.</param>
    /// <param name="HasBreak">Whether a line break ended it, not the end of the stream.</param>
    private readonly record struct Entry(OutputLine Line, bool HasBreak);
}
