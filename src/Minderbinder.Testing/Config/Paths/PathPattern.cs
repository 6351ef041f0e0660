using System.Globalization;
using System.Text;

namespace Minderbinder.Testing;

/// <summary>Patterns for paths, as a person writes them: what they must be, and what they consist of.</summary>
internal static class PathPattern
{
    public const int MaxBytes = 1000;

    private const string ThisFolder = "./";

    /// <summary>What is wrong with a pattern, or <see langword="null"/>.</summary>
    public static string? FindProblem(string pattern)
    {
        if (pattern is "" or ThisFolder)
            return $"the path pattern is empty; write one, for example '*.log', or leave '{ConfigKeys.Path}' out.";

        if (pattern.Contains('\0', StringComparison.Ordinal))
            return "the path pattern contains a NUL character, which a path cannot; remove it.";

        if (!UnicodeText.IsValid(pattern))
            return $"the path pattern contains {UnicodeText.HalfACharacter}; remove it.";

        var bytes = Encoding.UTF8.GetByteCount(pattern);
        if (bytes > MaxBytes)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the path pattern has {bytes} bytes in UTF-8, and may have {MaxBytes}; ")
                + "write '**' for a part of it.";
        }

        if ((pattern.Length - pattern.TrimEnd('\\').Length) % 2 == 1)
            return $"the path pattern '{pattern}' ends with a backslash that quotes nothing; write two for a backslash, or none.";

        var parts = WithoutThisFolder(pattern).Split('/');
        if (parts.FirstOrDefault(part => part.Replace("\\", "", StringComparison.Ordinal) is "." or "..") is { } dots)
            return $"the path pattern '{pattern}' contains '{dots}', and paths are compared without; write the path that it leads to.";

        return pattern.Contains("//", StringComparison.Ordinal)
            ? $"the path pattern '{pattern}' contains '//', and paths are compared with single slashes; write one."
            : null;
    }

    /// <summary>The pieces of a valid pattern for an absolute path, and the end.</summary>
    public static IEnumerable<PathToken> Tokens(string pattern)
    {
        pattern = WithoutThisFolder(pattern);
        if (!pattern.StartsWith('/'))
            pattern = "/**/" + pattern;

        var tokens = new List<PathToken>();
        for (var i = 0; i < pattern.Length;)
        {
            var stars = pattern.AsSpan(i).IndexOfAnyExcept('*') is var count && count < 0 ? pattern.Length - i : count;
            if (stars > 1 && tokens is [.., { IsSlash: true }] && pattern.AsSpan(i + stars) is ['/', ..])
                tokens.Add(new(PathTokenKind.OptionalPair));
            if (stars > 0)
            {
                tokens.Add(new(stars == 1 ? PathTokenKind.Name : PathTokenKind.Anything));
                i += stars;
                continue;
            }

            if (pattern[i] == '?')
            {
                tokens.Add(new(PathTokenKind.Character));
                i++;
                continue;
            }

            if (pattern[i] == '\\')
                i++;
            var character = Rune.GetRuneAt(pattern, i);
            tokens.Add(new(PathTokenKind.Literal, Encoding.UTF8.GetBytes(character.ToString())));
            i += character.Utf16SequenceLength;
        }

        return tokens.Append(new(PathTokenKind.End));
    }

    private static string WithoutThisFolder(string pattern) =>
        pattern.StartsWith(ThisFolder, StringComparison.Ordinal) ? pattern[ThisFolder.Length..] : pattern;
}
