using System.Text;

namespace Minderbinder.Testing;

/// <summary>A failure config is not valid; the message lists everything that is wrong with it.</summary>
public sealed class InvalidFailureConfigException : MinderbinderException
{
    internal InvalidFailureConfigException(IReadOnlyList<ConfigProblem> problems, string? fileName = null)
        : base(List(problems, fileName))
    {
        Problems = problems;
        FileName = fileName;
    }

    /// <summary>All problems found, in the order of the file, or of the records.</summary>
    public IReadOnlyList<ConfigProblem> Problems { get; }

    /// <summary>The file that the config was read from, or <see langword="null"/> if it was no file.</summary>
    public string? FileName { get; }

    private static string List(IReadOnlyList<ConfigProblem> problems, string? fileName)
    {
        ArgumentNullException.ThrowIfNull(problems);

        var text = new StringBuilder("The failure config has ")
            .Append(problems.Count == 1 ? "a problem" : $"{problems.Count} problems")
            .Append(':');
        foreach (var problem in problems)
            text.Append('\n').Append("  ").Append(Place(problem, fileName)).Append(problem.Message);
        return text.ToString();
    }

    /// <summary>How a message begins: with the place of a problem, and a colon.</summary>
    internal string PlaceOf(ConfigProblem problem) => Place(problem, FileName);

    private static string Place(ConfigProblem problem, string? fileName)
    {
        // "file:line:column:" is what editors and terminals turn into a link.
        var position = (fileName, problem.Line) switch
        {
            (null, null) => "",
            (null, _) => $"line {problem.Line}, column {problem.Column}: ",
            (_, null) => $"{fileName}: ",
            _ => $"{fileName}:{problem.Line}:{problem.Column}: ",
        };
        return problem.Path.Length == 0 ? position : $"{position}{problem.Path}: ";
    }
}
