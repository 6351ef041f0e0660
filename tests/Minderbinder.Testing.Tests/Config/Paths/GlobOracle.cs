using System.Buffers;
using System.Text;

namespace Minderbinder.Testing.Tests;

/// <summary>Matches a path with a pattern by trying everything, straight from what the documentation says.</summary>
internal static class GlobOracle
{
    public static bool Matches(string pattern, byte[] path)
    {
        if (pattern.StartsWith("./", StringComparison.Ordinal))
            pattern = pattern[2..];
        return Matches(Split(Encoding.UTF8.GetBytes(pattern.StartsWith('/') ? pattern : "/**/" + pattern)), Split(path));
    }

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty)
            return path.IsEmpty;

        // "/**/" also stands for one slash. Behind it another "**/" may follow.
        if (pattern is ["/", "*", "*", ..])
        {
            var behind = pattern[3..];
            while (behind is ["*", ..])
                behind = behind[1..];
            if (behind is ["/", ..] && Matches(behind, path))
                return true;
        }

        if (pattern[0] == "*")
        {
            var rest = pattern[1..];
            var anything = false;
            while (rest is ["*", ..])
            {
                rest = rest[1..];
                anything = true;
            }

            for (var length = 0; length <= path.Length; length++)
            {
                if (Matches(rest, path[length..]))
                    return true;
                if (length < path.Length && path[length] == "/" && !anything)
                    return false;
            }

            return false;
        }

        if (path.IsEmpty)
            return false;
        if (pattern[0] == "?")
            return path[0] != "/" && Matches(pattern[1..], path[1..]);

        var literal = pattern[0] == "\\" ? 1 : 0;
        return pattern[literal] == path[0] && Matches(pattern[(literal + 1)..], path[1..]);
    }

    /// <summary>The characters, and the bytes that are part of none; as hexadecimal digits where they are not ASCII.</summary>
    private static string[] Split(ReadOnlySpan<byte> bytes)
    {
        var units = new List<string>();
        while (!bytes.IsEmpty)
        {
            var length = Rune.DecodeFromUtf8(bytes, out _, out var consumed) == OperationStatus.Done ? consumed : 1;
            units.Add(bytes[0] < 0x80 ? ((char)bytes[0]).ToString() : Convert.ToHexString(bytes[..length]));
            bytes = bytes[length..];
        }

        return [.. units];
    }
}
