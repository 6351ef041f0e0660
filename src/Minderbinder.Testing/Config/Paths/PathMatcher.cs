using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Minderbinder.Testing;

/// <summary>
/// Follows a path through several patterns at once, byte by byte: at which of their tokens it may stand, and which bytes of a
/// character it has seen so far.
/// </summary>
internal sealed class PathMatcher
{
    private const int MaxBytesOfCharacter = 4;

    private readonly PathToken[] _tokens;
    private readonly HashSet<byte> _literals;

    /// <summary>By token: itself, and those after it that follow without a character between.</summary>
    private readonly char[][] _reachable;

    // Used by one call at a time, so that following a path makes little garbage.
    private readonly List<char> _next = [];
    private readonly int[] _lastRound;
    private int _round;

    private PathMatcher(PathToken[] tokens)
    {
        _tokens = tokens;
        _literals = [(byte)'/', .. tokens.SelectMany(token => token.Text)];
        _reachable = [.. Enumerable.Range(0, tokens.Length).Select(token => ReachableFrom(token).ToArray())];
        _lastRound = new int[tokens.Length];
        var starts = Enumerable.Range(0, tokens.Length).Where(token => token == 0 || tokens[token - 1].Kind == PathTokenKind.End);
        Start = new(string.Concat(starts.SelectMany(token => _reachable[token]).Order()), "");
    }

    /// <summary>How far a path has come.</summary>
    /// <param name="Tokens">The numbers of the tokens, in order; as characters, so that it is a key.</param>
    /// <param name="HalfCharacter">The bytes of a character that is not complete; also as characters.</param>
    public readonly record struct State(string Tokens, string HalfCharacter);

    /// <summary>Nothing matches any more.</summary>
    public static State Dead { get; } = new("", "");

    public State Start { get; }

    /// <summary>
    /// The matcher of valid patterns, or <see langword="null"/> if they are so long that their tokens cannot be numbered.
    /// </summary>
    public static PathMatcher? For(IEnumerable<string> patterns)
    {
        PathToken[] tokens = [.. patterns.SelectMany(PathPattern.Tokens)];
        return tokens.Length <= char.MaxValue ? new PathMatcher(tokens) : null;
    }

    /// <summary>What the patterns tell bytes apart by: two of one kind always lead to the same state.</summary>
    public int KindOf(byte value) => _literals.Contains(value) ? value : -1 - RoleInUtf8(value);

    /// <summary>
    /// What a state tells bytes apart by: fewer kinds than the patterns know, for only the literals that may come next matter. Not
    /// within a character: if it never becomes one, what comes next is not known yet.
    /// </summary>
    public int KindOf(State state, byte value)
    {
        if (value == '/' || state.HalfCharacter.Length > 0)
            return KindOf(value);

        foreach (var token in state.Tokens)
        {
            if (_tokens[token].Text is [var first, ..] && first == value)
                return value;
        }

        return -1 - RoleInUtf8(value);
    }

    public State Next(State state, byte value)
    {
        Span<byte> buffer = stackalloc byte[MaxBytesOfCharacter];
        var rest = Bytes(state.HalfCharacter + (char)value, buffer);
        var tokens = state.Tokens;
        while (rest.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(rest, out _, out var length);
            if (status == OperationStatus.NeedMoreData)
            {
                tokens = Filter(tokens, rest);
                return tokens.Length == 0 ? Dead : new(tokens, Encoding.Latin1.GetString(rest));
            }

            // Of bytes that are no character the first is one by itself, and the next may begin one.
            length = status == OperationStatus.Done ? length : 1;
            tokens = Take(tokens, rest[..length]);
            rest = rest[length..];
        }

        return new(tokens, "");
    }

    /// <summary>Whether the path matches if it ends here.</summary>
    public bool Accepts(State state)
    {
        var tokens = state.Tokens;
        foreach (var value in state.HalfCharacter)
            tokens = Take(tokens, [(byte)value]);
        return tokens.Any(token => _tokens[token].Kind == PathTokenKind.End);
    }

    private static ReadOnlySpan<byte> Bytes(string text, Span<byte> buffer) => buffer[..Encoding.Latin1.GetBytes(text, buffer)];

    /// <summary>The tokens at which a path may stand after a character.</summary>
    private string Take(string tokens, ReadOnlySpan<byte> character)
    {
        _next.Clear();
        _round++;
        foreach (var token in tokens)
        {
            if (!_tokens[token].Takes(character))
                continue;
            foreach (var reached in _reachable[_tokens[token].Repeats ? token : token + 1])
            {
                if (_lastRound[reached] != _round)
                    _next.Add(reached);
                _lastRound[reached] = _round;
            }
        }

        _next.Sort();
        return new(CollectionsMarshal.AsSpan(_next));
    }

    /// <summary>The tokens that may take what begins so. The others would only make states different that mean the same.</summary>
    private string Filter(string tokens, ReadOnlySpan<byte> beginning)
    {
        var left = new StringBuilder();
        foreach (var token in tokens)
        {
            if (_tokens[token].CanTakeFrom(beginning))
                left.Append(token);
        }

        return left.ToString();
    }

    private IEnumerable<char> ReachableFrom(int token)
    {
        var kind = _tokens[token].Kind;
        IEnumerable<char> after = kind == PathTokenKind.OptionalPair ? [.. ReachableFrom(token + 1), .. ReachableFrom(token + 3)]
            : _tokens[token].Repeats ? ReachableFrom(token + 1)
            : [];
        return after.Prepend((char)token).Distinct();
    }

    /// <summary>What a byte can be in UTF-8 (The Unicode Standard, table 3-7), as a number.</summary>
    private static int RoleInUtf8(byte value) => value switch
    {
        < 0x80 => 0,
        < 0x90 => 1,
        < 0xa0 => 2,
        < 0xc0 => 3,
        0xc0 or 0xc1 or > 0xf4 => 4,
        < 0xe0 => 5,
        0xe0 => 6,
        0xed => 7,
        < 0xf0 => 8,
        0xf0 => 9,
        < 0xf4 => 10,
        _ => 11,
    };
}
