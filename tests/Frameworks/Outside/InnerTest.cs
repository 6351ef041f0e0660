namespace Outside;

/// <summary>What came of one test of a run, as its framework reports it.</summary>
/// <param name="Name">Class and method, with the row's arguments: <c>Theories.Each_row(1)</c>.</param>
/// <param name="Outcome">Passed, Failed or Skipped.</param>
/// <param name="Message">The error, or the reason for skipping.</param>
/// <param name="Output">The output of the test.</param>
internal sealed record InnerTest(string Name, string Outcome, string Message, string Output)
{
    public const string Passed = "Passed";
    public const string Failed = "Failed";
    public const string Skipped = "Skipped";
}
