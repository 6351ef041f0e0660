using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Outside;

/// <summary>Reads what test runners write.</summary>
internal static partial class Results
{
    /// <summary>The format of vstest.</summary>
    public static IEnumerable<InnerTest> OfTrx(string file)
    {
        var document = XDocument.Load(file);
        XNamespace trx = document.Root!.Name.Namespace;
        var classes = document.Descendants(trx + "UnitTest").ToDictionary(
            test => (string)test.Attribute("id")!, test => (string)test.Element(trx + "TestMethod")!.Attribute("className")!);
        return document.Descendants(trx + "UnitTestResult").Select(result =>
        {
            var (name, type) = ((string)result.Attribute("testName")!, classes[(string)result.Attribute("testId")!]);
            var output = result.Element(trx + "Output");
            return new InnerTest(
                Short(name.StartsWith(type, StringComparison.Ordinal) ? name : $"{type}.{name}"),
                (string)result.Attribute("outcome")! is var outcome && outcome == "NotExecuted" ? InnerTest.Skipped : outcome,
                Plain((string?)output?.Element(trx + "ErrorInfo")?.Element(trx + "Message") ?? ""),
                (string?)output?.Element(trx + "StdOut") ?? "");
        });
    }

    /// <summary>What the test host wrote to its standard output.</summary>
    public static string OutputOfTrx(string file)
    {
        var root = XDocument.Load(file).Root!;
        return (string?)root.Element(root.Name.Namespace
            + "ResultSummary")?.Element(root.Name.Namespace + "Output")?.Element(root.Name.Namespace + "StdOut") ?? "";
    }

    /// <summary>xUnit's own format.</summary>
    public static IEnumerable<InnerTest> OfXunit(string file) => XDocument.Load(file).Descendants("test").Select(test => new InnerTest(
        Short((string)test.Attribute("name")!),
        (string)test.Attribute("result")! switch { "Pass" => InnerTest.Passed, "Fail" => InnerTest.Failed, _ => InnerTest.Skipped },
        // Quotation marks are escaped there, in both ways at once.
        Plain(((string?)test.Element("failure")?.Element("message") ?? (string?)test.Element("reason") ?? "")
            .Replace("\\\"", "\"", StringComparison.Ordinal)),
        (string?)test.Element("output") ?? ""));

    /// <summary>Some frameworks write a space after the type of an exception, and some do not.</summary>
    private static string Plain(string message) => message.Replace("Exception : ", "Exception: ", StringComparison.Ordinal);

    /// <summary>Without the namespace, and the names that xUnit gives arguments, and the space that MSTest puts before them.</summary>
    private static string Short(string name) => Decoration().Replace(name, "").Replace(" (", "(", StringComparison.Ordinal);

    [GeneratedRegex(@"^Inner\.|(?<=\()\w+: ")]
    private static partial Regex Decoration();
}
