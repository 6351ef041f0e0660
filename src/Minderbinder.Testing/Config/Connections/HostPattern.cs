using System.Buffers;
using System.IO.Enumeration;

namespace Minderbinder.Testing;

/// <summary>Names of hosts as failures have them: <c>db.internal</c>, <c>*.example.com</c>.</summary>
internal static class HostPattern
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.*");

    /// <summary>Capitals do not count, nor does a dot at the end.</summary>
    public static bool Matches(string pattern, string host) =>
        FileSystemName.MatchesSimpleExpression(pattern.AsSpan().TrimEnd('.'), host.AsSpan().TrimEnd('.'), ignoreCase: true);

    public static string? FindProblem(string pattern)
    {
        const int Longest = 253; // RFC 1035, 2.3.4, as text
        if (pattern.Length == 0)
            return $"the name is empty; write one, such as db.internal, or leave '{ConfigKeys.Host}' out.";
        if (AddressText.TryParse(pattern, out _, out _))
            return $"'{pattern}' is an IP address; write it under '{ConfigKeys.Address}'.";
        if (pattern.Contains(':', StringComparison.Ordinal) || pattern.Contains('/', StringComparison.Ordinal))
            return $"'{pattern}' is more than a name; write the name alone, without scheme, port and path, and a port under '{ConfigKeys.Port}'.";
        if (pattern.AsSpan().ContainsAnyExcept(Allowed))
            return $"'{pattern}' is not a host name; write it in ASCII letters, digits, hyphens and dots (one that is not ASCII as xn--...), with * "
                + "for any characters.";
        return pattern.Length > Longest ? $"the name has {pattern.Length} characters; a name of a host has at most {Longest}." : null;
    }
}
