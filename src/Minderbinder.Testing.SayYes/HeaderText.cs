using System.Buffers;

namespace Minderbinder.Testing.SayYes;

/// <summary>What may stand in a header, as RFC 9110 (5.6.2, 5.5) and Kestrel, which sends ASCII only, have it.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    public static bool IsValue(string text) => text.All(character => character is '\t' or (>= ' ' and <= '~'));
}
