using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>
/// Text of others, made fit for one line of a log or a terminal: a process may call itself and its files what it likes, escape sequences and line
/// feeds included.
/// </summary>
internal static class PrintableText
{
    private const char Stand = '·';

    public static string Of(string text) =>
        text.All(IsHarmless) ? text : new([.. text.Select(character => IsHarmless(character) ? character : Stand)]);

    /// <summary>Control characters, and those that change the direction of the text or show nothing.</summary>
    private static bool IsHarmless(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
