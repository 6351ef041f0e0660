using System.Text.Json;

namespace Minderbinder.Testing.Declarations;

/// <summary>Where a <see cref="FailureCase"/> has its config from, as it can be handed to another process.</summary>
internal sealed record FailureCaseSource
{
    /// <summary>What the case is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>The absolute path of its file; null if it has none.</summary>
    public string? File { get; init; }

    /// <summary>The folder that something is wrong with; null if nothing is.</summary>
    public string? Folder { get; init; }

    /// <summary>The config itself; null where a file has it.</summary>
    public string? Yaml { get; init; }

    /// <summary>See <see cref="FailureCase.OpensScope"/>.</summary>
    public bool OpensScope { get; init; }

    public static FailureCaseSource Parse(string text) => JsonSerializer.Deserialize<FailureCaseSource>(text)!;

    public string ToText() => JsonSerializer.Serialize(this);

    public FailureConfig ReadConfig() => Folder is not null ? FailureCase.FromFolder(Folder)[0].Config
        : File is not null ? FailureConfig.FromFile(File) : FailureConfig.FromYaml(Yaml!);
}
