namespace Minderbinder.Testing.Declarations;

/// <summary>What <c>[LaunchProcess]</c> says. What is null was not given.</summary>
internal sealed class LaunchDeclaration(string fileName, string[] arguments) : Declaration
{
    /// <summary>Stands for the port in arguments and environment.</summary>
    public const string PortPlaceholder = "{port}";

    private const int MaxPort = ushort.MaxValue;

    public string FileName => fileName;

    public IReadOnlyList<string> Arguments => arguments;

    public string? ReadyUrl { get; set; }

    public int? ReadyPort { get; set; }

    public string? ReadyOutput { get; set; }

    public int? ReadyTimeoutMs { get; set; }

    public string[]? Environment { get; set; }

    public string? WorkingDirectory { get; set; }

    public bool BeforeFailures { get; set; }

    public override string Text => $"[LaunchProcess({string.Join(", ", ((string[])[fileName, .. arguments]).Select(Quote))})]";

    public override IEnumerable<string> FindProblems()
    {
        if (string.IsNullOrEmpty(fileName))
            yield return "the name of the program is empty.";
        if (ReadyUrl is not null && !(Uri.TryCreate(ReadyUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            yield return $"the ReadyUrl '{ReadyUrl}' is not an absolute http or https URL; for a free port write http://127.0.0.1:0/.";
        if (ReadyPort is < 0 or > MaxPort)
            yield return $"the ReadyPort is {ReadyPort}; it must lie between 1 and {MaxPort}, or be 0 for a free port.";
        if (ReadyUrl is not null && ReadyPort is not null)
            yield return "it has a ReadyUrl and a ReadyPort; one of them is enough.";
        if (ReadyOutput is { Length: 0 })
            yield return "the ReadyOutput is empty; write a part of the line to wait for.";
        if (ReadyTimeoutMs is <= 0)
            yield return $"the ReadyTimeoutMs is {ReadyTimeoutMs}; it must be more than 0.";
        foreach (var variable in (Environment ?? []).Where(variable => variable is null || variable.IndexOf('=', StringComparison.Ordinal) < 1))
            yield return $"'{variable}' is not an environment variable; write NAME=VALUE.";
        if (WorkingDirectory is not null && !Directory.Exists(Path.Combine(TestFolder.Path, WorkingDirectory)))
            yield return $"the WorkingDirectory '{Path.Combine(TestFolder.Path, WorkingDirectory)}' does not exist. {TestFolder.Hint}";
        if (UsesPlaceholder && ReadyUrl is null && ReadyPort is null)
            yield return $"nothing says which port {PortPlaceholder} is; write ReadyPort = 0, or a ReadyUrl with port 0, for a free one.";
    }

    /// <summary>Whether the process is told its port in a way of its own.</summary>
    public bool UsesPlaceholder => arguments.Concat(Environment ?? []).Any(text => text.Contains(PortPlaceholder, StringComparison.Ordinal));
}
