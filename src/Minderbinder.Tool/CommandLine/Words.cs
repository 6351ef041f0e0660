using System.CommandLine;
using System.CommandLine.Parsing;

namespace Minderbinder.Tool.CommandLine;

/// <summary>The arguments of a command that takes a program's command line: those before <c>--</c>, and those behind it.</summary>
internal static class Words
{
    /// <summary>Tells them apart. Without a <c>--</c>, the first <paramref name="own"/> are the tool's own.</summary>
    public static (string[] Own, string[] Program) Split(IReadOnlyList<Token> all, string[] arguments, int own)
    {
        var separator = all.ToList().FindIndex(token => token.Type == TokenType.DoubleDash);
        var count = separator < 0 ? Math.Min(own, arguments.Length) : arguments.Length - (all.Count - separator - 1);
        return (arguments[..count], arguments[count..]);
    }

    /// <summary>What to say of own words that cannot be: of an option that there is not, or else <paramref name="otherwise"/>.</summary>
    public static string Complaint(string[] own, string command, string otherwise) =>
        own.FirstOrDefault(word => word.StartsWith('-')) is { } option
            ? $"there is no option '{option}'; see 'minderbinder {command} --help'"
            : otherwise;

    public static (string[] Own, string[] Program) Split(ParseResult parsed, Argument<string[]> words, int own) =>
        Split(parsed.Tokens, parsed.GetValue(words) ?? [], own);
}
