using System.Collections.Concurrent;
using System.Diagnostics;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing;

/// <content>How processes come to belong to a scope.</content>
public sealed partial class FailureScope
{
    private readonly ConcurrentQueue<ProcessUnderTest> _launched = [];

    // With how many lines each had written before.
    private readonly ConcurrentDictionary<ProcessUnderTest, long> _joined = [];

    /// <summary>
    /// The processes that were launched in this scope, in that order: by <see cref="LaunchAsync(string, string[])"/>, or declared by
    /// attributes of the test. Those started otherwise are not among them.
    /// </summary>
    public IReadOnlyList<ProcessUnderTest> Processes => [.. _launched];

    /// <summary>The first of <see cref="Processes"/>; if there are none, that of the nearest scope around this one that has some.</summary>
    /// <exception cref="InvalidOperationException">No process was launched, neither in this scope nor in those around it.</exception>
    public ProcessUnderTest Process
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Parent)
            {
                if (scope._launched.TryPeek(out var process))
                    return process;
            }

            throw new InvalidOperationException(
                $"No process was launched in {this}. Launch one with LaunchAsync, or declare it with [LaunchProcess].");
        }
    }

    /// <summary>Starts a program as a member of this scope.</summary>
    /// <param name="fileName">The program, as <see cref="ProcessStartInfo.FileName"/> takes it.</param>
    /// <param name="arguments">Its arguments, one each; nothing is split or quoted.</param>
    /// <returns>The process, stopped at the latest when the scope closes.</returns>
    /// <exception cref="ProcessStartException">It cannot be started.</exception>
    public Task<ProcessUnderTest> LaunchAsync(string fileName, params string[] arguments) =>
        LaunchAsync(new ProcessStartInfo(fileName, arguments));

    /// <inheritdoc cref="LaunchAsync(string, string[])"/>
    /// <param name="startInfo">The program with environment and working directory. Its input and output are redirected.</param>
    public Task<ProcessUnderTest> LaunchAsync(ProcessStartInfo startInfo) => LaunchAsync(startInfo, CancellationToken.None);

    /// <inheritdoc cref="LaunchAsync(ProcessStartInfo)"/>
    /// <param name="startInfo">The program with environment and working directory. Its input and output are redirected.</param>
    /// <param name="cancellationToken">If it is cancelled, nothing is started.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<ProcessUnderTest> LaunchAsync(ProcessStartInfo startInfo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<ProcessUnderTest>(cancellationToken) : Asynchronously(() =>
        {
            ThrowIfClosed();
            var process = ProcessUnderTest.StartIn(this, startInfo, []);
            _launched.Enqueue(process);
            return process;
        });
    }

    /// <summary>
    /// Makes a process that runs already a member of this scope, from its next system call on, with the children that
    /// it will have. Children it has stay outside.
    /// </summary>
    /// <exception cref="ScopeConflictException">It belongs to a scope that is neither around this one nor inside it.</exception>
    /// <exception cref="InvalidOperationException">There is no such process, or it is the test process itself.</exception>
    public Task JoinAsync(ProcessUnderTest process)
    {
        ArgumentNullException.ThrowIfNull(process);
        var written = process.LinesWritten;
        var joining = Join(process.Id);
        if (joining.IsCompletedSuccessfully && !_launched.Contains(process))
            _joined.TryAdd(process, written);
        return joining;
    }

    /// <inheritdoc cref="JoinAsync(ProcessUnderTest)"/>
    public Task JoinAsync(System.Diagnostics.Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return Join(process.Id);
    }

    /// <inheritdoc cref="JoinAsync(ProcessUnderTest)"/>
    /// <param name="processId">Its number, as the test process sees it; that of a container's first process, for example.</param>
    public Task JoinAsync(int processId) => Join(processId);

    /// <summary>
    /// Makes a process that runs already a member of this scope, with all the children that it has and will have, theirs included: a whole container,
    /// by its first process. A child that has lost its parents, as a daemon has outside containers, is not found.
    /// </summary>
    /// <param name="processId">The number of the topmost process, as the test process sees it.</param>
    /// <returns>The numbers of the processes that have joined, the topmost one first.</returns>
    /// <exception cref="ScopeConflictException">One of them belongs to a scope that is neither around this one nor inside it.</exception>
    /// <exception cref="InvalidOperationException">There is no such process, or it is the test process itself, or its ancestor.</exception>
    public async Task<IReadOnlyList<int>> JoinTreeAsync(int processId)
    {
        await Join(processId);
        List<int> joined = [processId];
        // Whoever is born while this goes on is a member already if its parent is, and found by the next look if not.
        for (var before = 0; before < joined.Count;)
        {
            before = joined.Count;
            foreach (var child in ProcessDescendants.Of(processId).Except(joined).ToArray())
            {
                try
                {
                    await Join(child);
                }
                catch (InvalidOperationException) when (ProcessEntry.TryRead(child) is null)
                {
                    // It has ended meanwhile.
                }

                joined.Add(child);
            }
        }

        return joined;
    }

    /// <summary>How the processes are doing that were launched in this scope or joined it, and what they have written in it.</summary>
    /// <param name="lines">How many lines of each at most, the last ones.</param>
    internal IEnumerable<string> DescribeProcesses(int lines) =>
        _launched.Select(process => process.Describe(lines)).Concat(_joined.Select(joined => joined.Key.Describe(lines, joined.Value)))
            .Select(described => string.Join('\n', described));

    /// <summary>Makes a process that runs already a member, and stops it when the scope closes, as if it had been launched in it.</summary>
    internal async Task AdoptAsync(ProcessUnderTest process)
    {
        await JoinAsync(process);
        _launched.Enqueue(process);
    }

    private Task<bool> Join(int processId) => Asynchronously(() =>
    {
        ThrowIfClosed();
        using var spared = KernelSession.Spare();
        using var process = RunningProcess.Open(processId);
        _enforcement.Join(process, joined => Merge(processId, joined));
        _log.Started(processId, process.Names[0]);
        return true;
    });

    /// <summary>
    /// Does the work on the calling thread, whose flow counts, and hands back its failure as the task's. Nothing in it
    /// takes long enough to be worth another thread.
    /// </summary>
    private static Task<T> Asynchronously<T>(Func<T> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    /// <summary>The scopes of a process that joins this one: this one, those around it, and those inside it that it is in.</summary>
    private IReadOnlyList<uint> Merge(int processId, IReadOnlyList<uint> joined)
    {
        FailureScope[] mine = [this, .. Ancestors()];
        var inside = new List<uint>();
        foreach (var number in joined)
        {
            if (!OpenScopes.TryGetValue(number, out var other) || mine.Contains(other))
                continue;
            if (!other.Ancestors().Contains(this))
                throw new ScopeConflictException(processId, this, other);
            inside.Add(number);
        }

        return [.. inside, .. mine.Select(scope => scope.Number)];
    }

    /// <summary>What of the end may take long: until all that was launched is stopped, and all injections are told.</summary>
    private async ValueTask EndAsync(Task told)
    {
        await Task.WhenAll(_launched.Select(process => process.DisposeAsync().AsTask()));
        await StopAnsweringAsync();
        await told;
    }
}
