using System.Collections.Concurrent;
using System.Diagnostics;
using Minderbinder.Testing.Kernel;

namespace Minderbinder.Testing;

/// <content>How processes come to belong to a scope.</content>
public sealed partial class FailureScope
{
    private readonly ConcurrentQueue<ProcessUnderTest> _launched = [];

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

            throw new InvalidOperationException($"No process was launched in {this}. Launch one with LaunchAsync, or declare it with [LaunchProcess].");
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
    public Task<ProcessUnderTest> LaunchAsync(ProcessStartInfo startInfo)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        return Asynchronously(() =>
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
        return JoinAsync(process.Id);
    }

    /// <inheritdoc cref="JoinAsync(ProcessUnderTest)"/>
    public Task JoinAsync(System.Diagnostics.Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return JoinAsync(process.Id);
    }

    /// <summary>Makes a process that runs already a member, and stops it when the scope closes, as if it had been launched in it.</summary>
    internal async Task AdoptAsync(ProcessUnderTest process)
    {
        await JoinAsync(process);
        _launched.Enqueue(process);
    }

    private Task<bool> JoinAsync(int processId) => Asynchronously(() =>
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
        await told;
    }
}
