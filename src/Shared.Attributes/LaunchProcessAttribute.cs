namespace Minderbinder.Testing;

/// <summary>
/// A process runs while the test does: <c>[LaunchProcess("dotnet", "OrderService.dll", ReadyUrl = "http://127.0.0.1:0/health")]</c>. It is
/// started as a member of the test's scope, the test begins when it is ready, and it is stopped when the test is over. The test finds it
/// as <see cref="FailureScope.Process"/> of <see cref="FailureScope.Current"/>, several as <see cref="FailureScope.Processes"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class LaunchProcessAttribute : ScopeAttribute
{
    private readonly LaunchDeclaration _declared;

    /// <summary>Launches a program.</summary>
    /// <param name="fileName">
    /// The program: a file that is there relative to the folder of the test assembly, and otherwise one that is found in <c>PATH</c>.
    /// </param>
    /// <param name="arguments">
    /// Its arguments, one each; nothing is split or quoted. <c>{port}</c> stands for the port of <see cref="ReadyUrl"/> or
    /// <see cref="ReadyPort"/>. A <c>.dll</c> that is there relative to the folder of the test assembly becomes its absolute path.
    /// </param>
    public LaunchProcessAttribute(string fileName, params string[] arguments) => _declared = new LaunchDeclaration(fileName, arguments);

    /// <summary>
    /// An http or https URL that answers with a status from 200 to 299 once the process is ready. Port 0 means a free one, which the process
    /// is told by <c>{port}</c> in its arguments or <see cref="Environment"/>, or if that stands nowhere, by the environment
    /// variables <c>ASPNETCORE_URLS</c> and <c>PORT</c>. The test finds it as <see cref="ProcessUnderTest.BaseUrl"/>.
    /// </summary>
    public string? ReadyUrl
    {
        get => _declared.ReadyUrl;
        set => _declared.ReadyUrl = value;
    }

    /// <summary>
    /// The TCP port on loopback that somebody listens on once the process is ready. 0 means a free one, as for <see cref="ReadyUrl"/>; the
    /// test finds it as <see cref="ProcessUnderTest.Port"/>. Where it is not given (it then reads as -1), no port is waited for.
    /// </summary>
    public int ReadyPort
    {
        get => _declared.ReadyPort ?? -1;
        set => _declared.ReadyPort = value;
    }

    /// <summary>A part of the line of output, case-sensitive, that the process writes once it is ready.</summary>
    public string? ReadyOutput
    {
        get => _declared.ReadyOutput;
        set => _declared.ReadyOutput = value;
    }

    /// <summary>How long to wait for the process to be ready, in milliseconds; more than 0. Defaults to 30,000.</summary>
    public int ReadyTimeoutMs
    {
        get => _declared.ReadyTimeoutMs ?? 30_000;
        set => _declared.ReadyTimeoutMs = value;
    }

    /// <summary>Environment variables, <c>NAME=VALUE</c> each, added to those of the test process. <c>{port}</c> stands for the port.</summary>
    public string[]? Environment
    {
        get => _declared.Environment;
        set => _declared.Environment = value;
    }

    /// <summary>
    /// The working directory; a relative path starts at the folder of the test assembly. Defaults to that folder.
    /// </summary>
    public string? WorkingDirectory
    {
        get => _declared.WorkingDirectory;
        set => _declared.WorkingDirectory = value;
    }

    /// <summary>
    /// Whether the process is started and ready before the failures are in force, and joins the scope then. For failures that would keep it
    /// from starting. Children that it has by then stay outside. Defaults to <see langword="false"/>.
    /// </summary>
    public bool BeforeFailures
    {
        get => _declared.BeforeFailures;
        set => _declared.BeforeFailures = value;
    }

    private protected override Declaration Declaration => _declared;
}
