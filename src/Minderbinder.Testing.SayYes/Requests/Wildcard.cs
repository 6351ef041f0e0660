namespace Minderbinder.Testing.SayYes.Requests;

/// <summary>A text in which <c>*</c> stands for any characters.</summary>
internal sealed class Wildcard(string pattern)
{
    private readonly string[] _parts = pattern.Split('*');

    /// <summary>Whether the text begins and ends as the pattern does, and has what stands between asterisks in that order.</summary>
    public bool Matches(string text)
    {
        var (first, last) = (_parts[0], _parts[^1]);
        if (_parts.Length == 1)
            return text == first;
        if (text.Length < first.Length + last.Length
            || !text.StartsWith(first, StringComparison.Ordinal)
            || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text.AsSpan(first.Length..^last.Length);
        foreach (var part in _parts.AsSpan(1..^1))
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
                return false;
            rest = rest[(at + part.Length)..];
        }

        return true;
    }

    public override string ToString() => pattern;
}
