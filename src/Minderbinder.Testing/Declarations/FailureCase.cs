using Minderbinder.Testing.Declarations;

namespace Minderbinder.Testing;

/// <summary>One failure config of several that the same test is run with: one case of a theory. Its text is its name.</summary>
public sealed class FailureCase
{
    private readonly Lazy<FailureConfig> _config;
    private readonly FailureCaseSource _source;

    /// <summary>Makes a case of a config.</summary>
    /// <param name="name">What the case is called in test reports.</param>
    /// <param name="config">The config.</param>
    public FailureCase(string name, FailureConfig config)
        : this(new FailureCaseSource { Name = name ?? throw new ArgumentNullException(nameof(name)) }, () => config)
    {
        ArgumentNullException.ThrowIfNull(config);
    }

    private FailureCase(FailureCaseSource source)
        : this(source, source.ReadConfig)
    {
    }

    private FailureCase(FailureCaseSource source, Func<FailureConfig> config) => (_source, _config) = (source, new(config));

    /// <summary>Whether a test that is run with it is in a scope of its config, as <c>[FailureConfigData]</c> promises.</summary>
    internal bool OpensScope => _source.OpensScope;

    /// <summary>What the case is called: the name of its file, or of its failure.</summary>
    public string Name => _source.Name;

    /// <summary>The config. That of a file is read when it is first asked for, so that a bad file fails its own case only.</summary>
    /// <exception cref="InvalidFailureConfigException">The file is not valid; lists all problems.</exception>
    public FailureConfig Config => _config.Value;

    /// <summary>A case for each <c>.yaml</c> or <c>.yml</c> file of a folder, sorted by name, called like the file.</summary>
    /// <param name="folder">The folder; a relative path starts at the folder of the test assembly.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">There is no such file in it.</exception>
    public static IReadOnlyList<FailureCase> FromFolder(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = Path.Combine(TestFolder.Path, folder);
        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"The folder '{path}' does not exist. {TestFolder.Hint}");

        FailureCase[] cases =
        [
            .. FilesOf(path).Select(file => new FailureCase(new FailureCaseSource { Name = Path.GetFileName(file), File = file })),
        ];
        return cases.Length > 0
            ? cases
            : throw new FileNotFoundException($"There is no .yaml or .yml file in the folder '{path}'. {TestFolder.Hint}");
    }

    /// <summary>
    /// The same for rows of a test that bring their scope with them. What is wrong with the folder is thrown by the <see cref="Config"/> of the
    /// one case that there is then.
    /// </summary>
    internal static IReadOnlyList<FailureCase> Rows(string folder)
    {
        try
        {
            return [.. FromFolder(folder).Select(failures => new FailureCase(failures._source with { OpensScope = true }))];
        }
        catch (IOException)
        {
            return [new FailureCase(new FailureCaseSource { Name = folder, OpensScope = true, Folder = folder })];
        }
    }

    /// <summary>A case that another process has written: a test explorer, which then has one row of a test run.</summary>
    internal static FailureCase FromText(string text) => new(FailureCaseSource.Parse(text));

    /// <summary>What <see cref="FromText"/> reads.</summary>
    internal string ToText() => (_source is { File: null, Folder: null } ? _source with { Yaml = Config.ToYaml() } : _source).ToText();

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.GetFiles(folder).Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal);

    /// <summary>A case for each failure, called like the failure.</summary>
    /// <param name="failures">The failures. Each becomes a config of its own.</param>
    public static IReadOnlyList<FailureCase> EachOf(params Failure[] failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        return [.. failures.Select(failure => new FailureCase(failure.DisplayName, new FailureConfig(failure)))];
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
