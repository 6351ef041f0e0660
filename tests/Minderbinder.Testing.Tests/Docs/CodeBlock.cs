namespace Minderbinder.Testing.Tests.Docs;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page's path from the top of the repository.</param>
/// <param name="Line">The line that its text begins on.</param>
/// <param name="Info">What stands behind the fence: the language, and more.</param>
/// <param name="Text">What is in it, with line feeds between the lines.</param>
internal sealed record CodeBlock(string Page, int Line, string Info, string Text)
{
    private const string Fence = "```";

    /// <summary>The blocks of all pages.</summary>
    public static IReadOnlyList<CodeBlock> All { get; } = [.. Pages.All.SelectMany(page => Find(page.Path, page.Lines))];

    /// <summary>Where it is, as editors and terminals turn it into a link.</summary>
    public string Place => $"{Page}:{Line}";

    private static IEnumerable<CodeBlock> Find(string page, string[] lines)
    {
        for (var first = 0; first < lines.Length; first++)
        {
            if (!lines[first].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            var last = Array.IndexOf(lines, Fence, first + 1);
            last.ShouldBeGreaterThan(first, $"{page}:{first + 1} opens a block that is never closed");
            yield return new CodeBlock(page, first + 2, lines[first][Fence.Length..], string.Join('\n', lines[(first + 1)..last]));
            first = last;
        }
    }
}
