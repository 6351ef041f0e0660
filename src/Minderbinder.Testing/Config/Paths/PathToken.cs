namespace Minderbinder.Testing;

/// <summary>What a piece of a path pattern stands for. A character is one in UTF-8, or a byte that is part of none.</summary>
internal enum PathTokenKind
{
    /// <summary>One character, given.</summary>
    Literal,
    /// <summary><c>?</c>: one character other than a slash.</summary>
    Character,
    /// <summary><c>*</c>: characters other than a slash, or none.</summary>
    Name,
    /// <summary><c>**</c>: any characters, or none.</summary>
    Anything,
    /// <summary>The two tokens after it may be left out: those of <c>**/</c> behind a slash.</summary>
    OptionalPair,
    /// <summary>The pattern's end.</summary>
    End,
}

/// <summary>A piece of a path pattern.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">The bytes of a literal; empty for all others.</param>
internal sealed record PathToken(PathTokenKind Kind, byte[] Text)
{
    public PathToken(PathTokenKind kind)
        : this(kind, [])
    {
    }

    public bool IsSlash => Kind == PathTokenKind.Literal && Text is [(byte)'/'];

    /// <summary>Whether it goes on matching after a character.</summary>
    public bool Repeats => Kind is PathTokenKind.Name or PathTokenKind.Anything;

    /// <summary>Whether it takes a character.</summary>
    public bool Takes(ReadOnlySpan<byte> character) => Kind switch
    {
        PathTokenKind.Literal => character.SequenceEqual(Text),
        PathTokenKind.Character or PathTokenKind.Name => character is not [(byte)'/'],
        _ => Kind == PathTokenKind.Anything,
    };

    /// <summary>Whether it can take one that begins with these bytes and goes on, or whose first byte turns out to be one alone.</summary>
    public bool CanTakeFrom(ReadOnlySpan<byte> beginning) =>
        Kind != PathTokenKind.End && (Kind != PathTokenKind.Literal || Text.AsSpan().StartsWith(beginning));
}
