using System.Globalization;
using System.Reflection;
using Minderbinder.Testing.SayYes.Hosting;
using Minderbinder.Testing.SayYes.Requests;

namespace Minderbinder.Testing.SayYes.Tests;

/// <summary>The page says what the code does.</summary>
public class PageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(
        typeof(PageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryPath").Value!,
        "docs/say-yes-server.md"));

    [Fact]
    public void The_message_is_one_that_the_library_writes()
    {
        ReceivedRequest[] came =
        [
            new() { Method = "GET", Path = "/pay", Query = "?a=b", IsComplete = true },
            new() { Method = "POST", Path = "/pay", BodyLength = 5, IsComplete = true },
            new() { Method = "PUT", Path = "/upload", BodyLength = 1234 },
        ];
        var report = new RequestReport(came, 0);

        Page.ShouldContain($"Timed out after 30 s waiting for 2 requests POST /pay: 1 came.\n{report}\n", Case.Sensitive);
        report.Matching(new RequestPattern("POST", "/pay")).Count.ShouldBe(1);
    }

    [Fact]
    public void The_limits_are_those_of_the_code()
    {
        var options = new SayYesOptions();

        Page.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"the last {options.RequestsKept:N0} requests"));
        Page.ShouldContain($"the first {options.BodyBytesKept / 1024} KiB of the body");
        Page.ShouldContain($"a request's head has up to {KestrelLimits.LongestHead / 1024} KiB");
    }

    [Fact]
    public void Every_fault_is_there()
    {
        foreach (var method in typeof(SayYesRule).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(SayYesRule)))
        {
            Page.ShouldContain($"| `{method.Name}(", Case.Sensitive);
        }
    }
}
