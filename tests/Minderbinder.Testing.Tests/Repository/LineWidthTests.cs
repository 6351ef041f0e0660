using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Minderbinder.Testing.Tests.Docs;

namespace Minderbinder.Testing.Tests.Repository;

/// <summary>No line of code is wider than .editorconfig says, which compilers do not check.</summary>
public class LineWidthTests
{
    private const int TabWidth = 8;

    private static readonly string[] Folders = ["src", "tests", "samples", "bpf"];

    private static readonly string[] Extensions = [".cs", ".fs", ".vb", ".c", ".h"];

    private static int Width => int.Parse(
        File.ReadLines(Path.Combine(Pages.Repository, ".editorconfig"))
            .First(line => line.StartsWith("max_line_length = ", StringComparison.Ordinal)).Split(" = ")[1],
        CultureInfo.InvariantCulture);

    [Fact]
    public void No_line_of_code_is_too_wide() => Files().SelectMany(WideLinesOf).ShouldBeEmpty();

    [Fact]
    public void A_wide_line_is_found()
    {
        var wide = new string('x', Width);

        TooWide("a.cs", $"class A\n{{\n    // {wide}\n}}").ShouldBe([3]);
        TooWide("a.cs", $"class A\n{{\n    string a = \"{wide}\";\n}}").ShouldBe([3]);
        TooWide("a.cs", $"class A\n{{\n    string a = \"\"\"\n        {wide}\n        \"\"\";\n}}").ShouldBeEmpty("a raw string cannot be broken");
        TooWide("a.c", $"{wide}\n\t{wide[TabWidth..]}\n\t{wide[(TabWidth - 1)..]}\n").ShouldBe([3]);
    }

    private static IEnumerable<string> Files() => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Pages.Repository, folder), "*", SearchOption.AllDirectories))
        .Where(file => Extensions.Contains(Path.GetExtension(file)) && !file.EndsWith(".g.cs", StringComparison.Ordinal))
        .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    private static IEnumerable<string> WideLinesOf(string file)
    {
        var text = File.ReadAllText(file);
        return TooWide(file, text).Select(line => $"{Path.GetRelativePath(Pages.Repository, file)}:{line}");
    }

    /// <summary>The numbers of the lines, from 1.</summary>
    private static int[] TooWide(string file, string text)
    {
        int[] wide =
        [
            .. text.Split('\n').Index().Where(line => WidthOf(line.Item) > Width && !IsReference(line.Item)).Select(line => line.Index + 1),
        ];
        return wide.Length > 0 && Path.GetExtension(file) == ".cs" ? [.. wide.Except(LinesOfRawStrings(text))] : wide;
    }

    private static int WidthOf(string line) => line.Replace("\t", new string(' ', TabWidth), StringComparison.Ordinal).Length;

    /// <summary>The name of a method with all its parameters, which cannot be broken either.</summary>
    private static bool IsReference(string line) => line.TrimStart().StartsWith("/// <inheritdoc cref=", StringComparison.Ordinal);

    private static IEnumerable<int> LinesOfRawStrings(string text) =>
        from token in CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot().DescendantNodes()
        where token.GetFirstToken().Text.Contains("\"\"\"", StringComparison.Ordinal)
        let lines = token.GetLocation().GetLineSpan()
        from line in Enumerable.Range(lines.StartLinePosition.Line + 1, lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1)
        select line;
}
