namespace Minderbinder.Testing;

/// <summary>A sweep has found something. The message says the first findings, and where the page is.</summary>
public sealed class SweepFoundException : MinderbinderException
{
    internal SweepFoundException(string message, SweepReport report)
        : base(message) => Report = report;

    /// <summary>All of it.</summary>
    public SweepReport Report { get; }
}
