using System.Text.RegularExpressions;

namespace Minderbinder.Testing.Tests.Docs;

public partial class LinkTests
{
    public static TheoryData<string> Paths => [.. Pages.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_link_to_a_file_leads_to_one(string path)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Pages.Repository, path))!;

        Link().Matches(Pages.Text(path)).Select(match => match.Groups["target"].Value)
            .Where(target => !Path.Exists(Path.Combine(folder, target))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\]\((?<target>[^)#:]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
