namespace Minderbinder.Testing;

/// <summary>One line that a process under test wrote.</summary>
public sealed record OutputLine
{
    internal OutputLine(string text, OutputSource source, DateTimeOffset at) => (Text, Source, At) = (text, source, at);

    /// <summary>
    /// The line without its line break, read as UTF-8. A line of more than 16,384 characters is cut there, and says how many followed.
    /// </summary>
    public string Text { get; }

    /// <summary>Where the process wrote it.</summary>
    public OutputSource Source { get; }

    /// <summary>When it was read from the process, in UTC.</summary>
    public DateTimeOffset At { get; }
}
