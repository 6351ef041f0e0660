namespace Minderbinder.Testing;

/// <summary>One line that a process under test wrote.</summary>
/// <param name="Text">
/// The line without its line break, read as UTF-8. A line of more than 16,384 characters is cut there, and says how many followed.
/// </param>
/// <param name="Source">Where the process wrote it.</param>
/// <param name="At">When it was read from the process.</param>
public sealed record OutputLine(string Text, OutputSource Source, DateTimeOffset At);
