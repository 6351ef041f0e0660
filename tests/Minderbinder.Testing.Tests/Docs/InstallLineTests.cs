using System.Text.RegularExpressions;

namespace Minderbinder.Testing.Tests.Docs;

/// <summary>The lines that add a package are the same on every page, and those that build/fresh-project.sh runs.</summary>
public partial class InstallLineTests
{
    public static TheoryData<string> Lines =>
        [.. Directory.EnumerateFiles(Pages.Repository, "*.md", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.Contains("/artifacts/", StringComparison.Ordinal))
            .SelectMany(file => InstallLine().Matches(File.ReadAllText(file)).Select(match => match.Value)).Distinct()];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_package_is_added_as_the_first_page_says(string line) =>
        Pages.Text("docs/first-test.md").ShouldContain($"`{line}`");

    [Fact]
    public void There_are_some() => Lines.Count.ShouldBeGreaterThan(3);

    [GeneratedRegex("dotnet add package Minderbinder[^`\n]*")]
    private static partial Regex InstallLine();
}
