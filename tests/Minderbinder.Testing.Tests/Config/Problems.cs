namespace Minderbinder.Testing.Tests;

/// <summary>What a config is refused for, as short lines that a test can spell out.</summary>
internal static class Problems
{
    /// <summary>Each problem of the YAML as <c>line:column path: message</c>.</summary>
    public static string[] OfYaml(string yaml)
    {
        var exception = Should.Throw<InvalidFailureConfigException>(() => FailureConfig.FromYaml(yaml));
        if (exception.Problems.Any(Schema.Knows))
            Schema.ProblemsOf(yaml).ShouldNotBeEmpty($"the schema accepts what is refused: {exception.Message}");
        return [.. exception.Problems.Select(problem => $"{problem.Line}:{problem.Column} {PathAndMessage(problem)}")];
    }

    /// <summary>Each problem of the records as <c>path: message</c>.</summary>
    public static string[] Of(params ValueList<Failure> failures) => [.. new FailureConfig(failures).FindProblems().Select(PathAndMessage)];

    private static string PathAndMessage(ConfigProblem problem) =>
        problem.Path.Length == 0 ? problem.Message : $"{problem.Path}: {problem.Message}";
}
