namespace Outside;

/// <summary>What comes of the tests of one framework. One run at a time: each keeps a processor busy.</summary>
[Collection(nameof(FrameworkTests))]
public abstract class FrameworkTests
{
    private readonly InnerRun _run;
    private readonly Dictionary<string, Expected> _expected;

    private protected FrameworkTests(Run run, Dictionary<string, Expected> expected) => (_run, _expected) = (run.Result, expected);

    private protected InnerRun Result => _run;

    /// <summary>Whether the results say why a test was skipped.</summary>
    private protected virtual bool TellsReasons => true;

    [Fact]
    public void All_tests_were_run_and_no_others() => _run.Tests.Select(test => test.Name).Order().ShouldBe(_expected.Keys.Order());

    [Fact]
    public void They_came_out_as_they_should() =>
        _run.Tests.Where(test => _expected[test.Name].Outcome != test.Outcome).ShouldBeEmpty();

    [Fact]
    public void Their_messages_say_what_they_should() =>
        _run.Tests.Where(test => TellsReasons || test.Outcome != InnerTest.Skipped).ShouldAllBe(
            test => Says(test.Message, _expected[test.Name].Message) && test.Message.Length == 0 == (_expected[test.Name].Message.Length == 0));

    [Fact]
    public async Task Nothing_of_the_scopes_is_left()
    {
        File.ReadAllText("/etc/hostname").ShouldNotBeEmpty();

        // What a test that ran out of time had launched is ended after its test process, by another.
        for (var tries = 0; LeftBehind().Any() && tries < 100; tries++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        LeftBehind().ShouldBeEmpty();
    }

    /// <summary>Whether a test wrote what it should, and nothing if it should not.</summary>
    private protected bool HasOutput(InnerTest test) =>
        Says(test.Output, _expected[test.Name].Output) && test.Output.Length == 0 == (_expected[test.Name].Output.Length == 0);

    /// <summary>The parts come one after the other.</summary>
    private protected static bool Says(string text, string[] parts)
    {
        var from = 0;
        foreach (var part in parts)
        {
            from = text.IndexOf(part, from, StringComparison.Ordinal);
            if (from < 0)
                return false;
            from += part.Length;
        }

        return true;
    }

    private static IEnumerable<string> LeftBehind() =>
        Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(CommandLine)
            .Where(line => line.Contains("271828", StringComparison.Ordinal) || line.Contains("while read file", StringComparison.Ordinal));

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            // It is gone.
            return "";
        }
    }
}
