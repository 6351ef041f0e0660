namespace Minderbinder.Testing.Declarations;

/// <summary>What became of the body of a test.</summary>
internal enum TestOutcome
{
    /// <summary>The framework does not tell.</summary>
    Unknown,

    Passed,

    Failed,

    /// <summary>The test itself decided that it does not count.</summary>
    Skipped,
}
