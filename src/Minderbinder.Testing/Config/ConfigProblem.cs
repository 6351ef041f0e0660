namespace Minderbinder.Testing;

/// <summary>One thing that is wrong with a failure config.</summary>
public sealed record ConfigProblem
{
    internal ConfigProblem(string path, string message, int? line = null, int? column = null) =>
        (Path, Message, Line, Column) = (path, message, line, column);

    /// <summary>
    /// The place in the terms of the YAML file, for example <c>agents_of_chaos.syscall[0].failure_rate</c>; empty for the file as a whole.
    /// For a config made of records the same path counts the failures of that kind, from 0. For attributes of a test it is the attribute
    /// and where it stands.
    /// </summary>
    public string Path { get; }

    /// <summary>What is wrong, and what to write instead.</summary>
    public string Message { get; }

    /// <summary>The line in the YAML, counted from 1; <see langword="null"/> for records.</summary>
    public int? Line { get; }

    /// <summary>The column in the YAML, counted from 1; <see langword="null"/> for records.</summary>
    public int? Column { get; }
}
