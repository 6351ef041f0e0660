using Minderbinder.Testing.Kernel.Gates;

namespace Minderbinder.Testing.Tests.Docs;

public class SecurityHookTableTests
{
    /// <summary>When this fails, put the table that it expects into the page.</summary>
    [Fact]
    public void The_page_has_the_table_that_the_library_goes_by()
    {
        const string Head = "| system call | security hook | what differs from failing at the door |\n| --- | --- | --- |\n";
        var page = Pages.Text("docs/how-failures-reach-the-kernel.md");
        var start = page.IndexOf(Head, StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0);
        var rest = page[(start + Head.Length)..];

        rest[..rest.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n').ShouldBe(SecurityHooks.All.GroupBy(row => row.Hook).Select(rows =>
            $"| {Code(rows.Select(row => row.Syscall))} | {Code(rows.Key.Functions)} | {rows.Key.Difference} |"));
    }

    private static string Code(IEnumerable<string> names) => string.Join(" ", names.Select(name => $"`{name}`"));
}
