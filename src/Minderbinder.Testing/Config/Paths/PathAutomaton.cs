using System.Collections.Concurrent;

namespace Minderbinder.Testing;

/// <summary>
/// Patterns for paths, compiled to what the kernel side runs over an absolute path: tables that lead from one state to the next, byte
/// by byte. A path that matches any of the patterns ends in a state that accepts.
/// </summary>
internal sealed class PathAutomaton
{
    /// <summary>The length of a state's row, in elements.</summary>
    public const int RowLength = 64;

    /// <summary>How many kinds of bytes there can be: the last element of a row is for something else.</summary>
    public const int MaxClasses = RowLength - 1;

    /// <summary>How many states there can be.</summary>
    public const int MaxStates = 2_000;

    /// <summary>The place in a state's row that says whether it accepts.</summary>
    public const int Accepts = RowLength - 1;

    /// <summary>The state from which nothing matches any more.</summary>
    public const int Dead = 0;

    /// <summary>The state before the first byte.</summary>
    public const int Start = 1;

    /// <summary>Compiling takes milliseconds, and scopes are opened with the same patterns again and again: a few are kept.</summary>
    private const int MostKept = 256;

    private static readonly ConcurrentDictionary<string, PathAutomaton> Kept = new();

    private readonly byte[] _classes;
    private readonly ushort[] _rows;

    private PathAutomaton(PathStates states)
    {
        _classes = states.Classes;
        _rows = new ushort[states.Next.Length * RowLength];
        for (var state = 0; state < states.Next.Length; state++)
        {
            var row = _rows.AsSpan(state * RowLength, RowLength);
            for (var i = 0; i < states.ClassCount; i++)
                row[i] = (ushort)states.Next[state][i];
            row[Accepts] = states.Accepts[state] ? (ushort)1 : (ushort)0;
        }
    }

    /// <summary>The class of each byte: 256 numbers below <see cref="MaxClasses"/>.</summary>
    public ReadOnlySpan<byte> Classes => _classes;

    /// <summary>
    /// The states' rows, one after the other: the next state by class, zeros, and at <see cref="Accepts"/> a 1 if the state accepts, or
    /// else 0.
    /// </summary>
    public ReadOnlySpan<ushort> Rows => _rows;

    public int StateCount => _rows.Length / RowLength;

    /// <summary>The automaton of valid patterns, of which there is at least one.</summary>
    /// <exception cref="ArgumentException">They are too complicated; validation has found that out before.</exception>
    public static PathAutomaton Compile(IReadOnlyList<string> patterns) =>
        TryCompile(patterns, out var problem) ?? throw new ArgumentException(problem, nameof(patterns));

    /// <summary>The automaton, or <see langword="null"/> if the patterns are too complicated; the problem then says so.</summary>
    public static PathAutomaton? TryCompile(IReadOnlyList<string> patterns, out string? problem)
    {
        var key = string.Join('\0', patterns); // which no path has
        problem = null;
        if (Kept.TryGetValue(key, out var kept))
            return kept;

        // Merging classes first makes rows shorter, and merging states then quicker.
        var states = PathStates.Find(patterns)?.MergeClasses().MergeStates().MergeClasses();
        problem = states is null || states.Next.Length > MaxStates
            ? $"the path patterns are too complicated: they take more than {MaxStates} states; write fewer of them, or fewer '*' and '?'."
            : states.ClassCount > MaxClasses
            ? $"the path patterns are too complicated: they tell more than {MaxClasses} characters apart; "
                + "write fewer of them, or '*' for a part."
            : null;
        if (problem is not null)
            return null;
        if (Kept.Count >= MostKept)
            Kept.Clear();
        return Kept[key] = new PathAutomaton(states!);
    }

    /// <summary>Whether a path matches, found out as the kernel side does it.</summary>
    public bool Matches(ReadOnlySpan<byte> path)
    {
        int state = Start;
        foreach (var value in path)
            state = _rows[(state * RowLength) + _classes[value]];
        return _rows[(state * RowLength) + Accepts] == 1;
    }
}
