using System.Globalization;

namespace Minderbinder.Tool.CommandLine;

/// <summary>Text of others, made fit for a terminal: a process may call itself what it likes, escape sequences included.</summary>
internal static class TerminalText
{
    private const char Stand = '·';

    public static string Of(string text) => text.All(IsHarmless) ? text : new([.. text.Select(character => IsHarmless(character) ? character : Stand)]);

    /// <summary>Control characters, and those that change the direction of the text or show nothing.</summary>
    private static bool IsHarmless(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
