namespace Minderbinder.Testing;

/// <summary>
/// A process that the tests of a class, a collection or an assembly share: it is started once, and belongs to the scope of each test whose class
/// names the fixture, as a parameter of its constructor, a field or a property. Derive from it, and say in the constructor what to start:
/// <c>public sealed class Shop() : ProcessFixture("dotnet", "Shop.dll")</c>. It is stopped, with all it started, when the fixture is disposed.
/// </summary>
/// <remarks>
/// Attributes of the tests say which of its system calls may fail; calls that only blocks make fail (<see cref="FailureInjector"/>) are for
/// <see cref="MayFail"/>.
/// </remarks>
public abstract partial class ProcessFixture
{
    private readonly LaunchDeclaration _declared;
    private readonly FixtureProcess _fixture;

    /// <summary>Says what to start.</summary>
    /// <param name="fileName">
    /// The program: a file that is there relative to the folder of the test assembly, and otherwise one that is found in <c>PATH</c>.
    /// </param>
    /// <param name="arguments">
    /// Its arguments, one each; nothing is split or quoted. <c>{port}</c> stands for the port of <see cref="ReadyUrl"/> or
    /// <see cref="ReadyPort"/>. A <c>.dll</c> that is there relative to the folder of the test assembly becomes its absolute path.
    /// </param>
    protected ProcessFixture(string fileName, params string[] arguments)
    {
        _declared = new LaunchDeclaration(fileName, arguments);
        _fixture = new FixtureProcess(_declared, GetType());
    }

    /// <summary>The process.</summary>
    /// <exception cref="InvalidOperationException">The fixture was not started.</exception>
    public ProcessUnderTest Process => _fixture.Process;

    /// <summary>Where it answers; null without a <see cref="ReadyUrl"/>.</summary>
    /// <exception cref="InvalidOperationException">The fixture was not started.</exception>
    public Uri? BaseUrl => Process.BaseUrl;

    /// <inheritdoc cref="LaunchProcessAttribute.ReadyUrl"/>
    protected string? ReadyUrl
    {
        get => _declared.ReadyUrl;
        set => _declared.ReadyUrl = value;
    }

    /// <inheritdoc cref="LaunchProcessAttribute.ReadyPort"/>
    protected int ReadyPort
    {
        get => _declared.ReadyPort ?? -1;
        set => _declared.ReadyPort = value;
    }

    /// <inheritdoc cref="LaunchProcessAttribute.ReadyOutput"/>
    protected string? ReadyOutput
    {
        get => _declared.ReadyOutput;
        set => _declared.ReadyOutput = value;
    }

    /// <inheritdoc cref="LaunchProcessAttribute.ReadyTimeoutMs"/>
    protected int ReadyTimeoutMs
    {
        get => _declared.ReadyTimeoutMs ?? 0;
        set => _declared.ReadyTimeoutMs = value;
    }

    /// <summary>Variables for its environment besides those of the test process: <c>["LOG_LEVEL=debug"]</c>. Defaults to none.</summary>
    protected IReadOnlyList<string> Environment
    {
        get => _declared.Environment ?? [];
        set => _declared.Environment = [.. value ?? throw new ArgumentNullException(nameof(value))];
    }

    /// <inheritdoc cref="LaunchProcessAttribute.WorkingDirectory"/>
    protected string? WorkingDirectory
    {
        get => _declared.WorkingDirectory;
        set => _declared.WorkingDirectory = value;
    }

    /// <summary>System calls that may fail although no attribute says so; see <see cref="ProcessOptions.MayFail"/>. Defaults to none.</summary>
    protected IReadOnlyCollection<string> MayFail
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];
}
