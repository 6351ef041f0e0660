using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>One run of a sweep's body: its processes, its folder.</summary>
public sealed class SweepRun
{
    private static readonly AsyncLocal<SweepRun?> Flow = new();

    private readonly string _home;
    private readonly ConcurrentQueue<ProcessUnderTest> _outside = [];
    private int _folders;

    internal SweepRun(FailureScope scope, string home, bool isLearning, CancellationToken cancellationToken) =>
        (Scope, _home, IsLearning, CancellationToken) = (scope, home, isLearning, cancellationToken);

    /// <summary>The run of the current async flow, for a body that is not handed it: a test with <c>[SweepFailures]</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static SweepRun Current
    {
        get => Flow.Value
            ?? throw new InvalidOperationException("No sweep is running here. Put [SweepFailures] on the test, or use FailureSweep.RunAsync.");
        internal set => Flow.Value = value;
    }

    /// <summary>The scope of the run, also <see cref="FailureScope.Current"/>.</summary>
    public FailureScope Scope { get; }

    /// <summary>Whether nothing fails in this run: it is one to learn from.</summary>
    public bool IsLearning { get; }

    /// <summary>Cancelled when the time of the run is over.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>A new empty folder, which is deleted after the run. Its name is the same in each run, and its place is not.</summary>
    /// <returns>The absolute path.</returns>
    public string NewFolder()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"folder-{Interlocked.Increment(ref _folders)}");
        return Directory.CreateDirectory(Path.Combine(_home, name)).FullName;
    }

    /// <inheritdoc cref="FailureScope.LaunchAsync(string, string[])"/>
    public Task<ProcessUnderTest> LaunchAsync(string fileName, params string[] arguments) => Scope.LaunchAsync(fileName, arguments);

    /// <inheritdoc cref="FailureScope.LaunchAsync(ProcessStartInfo, CancellationToken)"/>
    public Task<ProcessUnderTest> LaunchAsync(ProcessStartInfo startInfo) => Scope.LaunchAsync(startInfo);

    /// <summary>Starts a program for which nothing fails: to prepare the run, or to look at what it has left behind.</summary>
    /// <inheritdoc cref="FailureScope.LaunchAsync(string, string[])"/>
    public ProcessUnderTest LaunchOutside(string fileName, params string[] arguments) => LaunchOutside(new ProcessStartInfo(fileName, arguments));

    /// <inheritdoc cref="LaunchOutside(string, string[])"/>
    /// <param name="startInfo">The program with environment and working directory. Its input and output are redirected.</param>
    public ProcessUnderTest LaunchOutside(ProcessStartInfo startInfo)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        var process = ProcessUnderTest.StartIn(null, startInfo, []);
        _outside.Enqueue(process);
        return process;
    }

    /// <summary>All that it has started.</summary>
    internal IEnumerable<ProcessUnderTest> Processes => Scope.Processes.Concat(_outside);

    /// <summary>Ends what was started outside the scope; the scope ends its own.</summary>
    internal Task EndAsync() => Task.WhenAll(_outside.Select(process => process.DisposeAsync().AsTask()));
}
