namespace Minderbinder.Testing.Tests.Docs;

/// <summary>
/// The C# of the pages is what the compiler saw in tests/Snippets, or for one framework in tests/Frameworks: each block there is a
/// region here, and the other way round. F# and Visual Basic are in tests/Languages.
/// </summary>
public class SnippetTests
{
    private static readonly string Tests = Path.Combine(Pages.Repository, "tests");

    private static readonly Dictionary<string, string> Regions =
        ((string[])["Frameworks", "Languages"]).SelectMany(folder => Directory.GetDirectories(Path.Combine(Tests, folder)))
            .Append(Path.Combine(Tests, "Snippets"))
        .SelectMany(folder => Directory.GetFiles(folder).Where(file => Path.GetExtension(file) is ".cs" or ".fs" or ".vb"))
        .SelectMany(file => Find(File.ReadAllLines(file))).ToDictionary(region => region.Name, region => region.Text);

    public static TheoryData<string> Places => [.. Compiled.Select(block => block.Place)];

    private static IEnumerable<CodeBlock> Compiled => CodeBlock.All.Where(block => block.Info is "csharp" or "fsharp" or "vb");

    [Theory]
    [MemberData(nameof(Places))]
    public void A_block_of_code_is_compiled(string place)
    {
        var block = Compiled.Single(block => block.Place == place);
        var page = Path.GetFileNameWithoutExtension(block.Page).ToLowerInvariant();

        Regions.Where(region => region.Key.StartsWith(page + ": ", StringComparison.Ordinal)).Select(region => region.Value).ShouldContain(
            block.Text, $"a region '{page}: ...' of a file in tests/Snippets, without its indentation");
    }

    [Fact]
    public void Every_region_is_shown() =>
        Regions.Where(region => Compiled.All(block => block.Text != region.Value)).Select(region => region.Key).ShouldBeEmpty();

    private static IEnumerable<(string Name, string Text)> Find(string[] lines)
    {
        const string Start = "#region ";
        for (var i = 0; i < lines.Length; i++)
        {
            // Only C# has it as a directive; elsewhere it is a comment.
            if (!lines[i].TrimStart(' ', '/', '\'').StartsWith(Start, StringComparison.Ordinal))
                continue;
            var indentation = lines[i].Length - lines[i].TrimStart().Length;
            var text = lines[(i + 1)..].TakeWhile(line => line.Trim(' ', '/', '\'') != "#endregion")
                .Select(line => line.Length > indentation ? line[indentation..] : "");
            yield return (lines[i].Trim(' ', '/', '\'')[Start.Length..], string.Join('\n', text));
        }
    }
}
