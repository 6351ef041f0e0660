using System.Globalization;
using Minderbinder.Testing.Tests.Kernel.Layouts;

namespace Minderbinder.Testing.Tests.Docs;

public class LimitsTests
{
    [Theory]
    [InlineData("open scopes in a test process", "MAX_SCOPES")]
    [InlineData("scopes nested in one another", "MAX_SCOPE_DEPTH")]
    [InlineData("failures in all open scopes", "MAX_RULES")]
    [InlineData("failures of one system call in one scope", "MAX_RULES_PER_CALL")]
    [InlineData("states of path filters in all open scopes", "MAX_STATES")]
    public void The_page_has_the_limits_that_the_kernel_side_sets(string what, string constant) =>
        Pages.Text("docs/parallel-and-nested-scopes.md").ShouldContain(
            string.Create(CultureInfo.InvariantCulture, $"| {what} | {SharedHeader.Embedded.Constants[constant]:N0} |"));
}
