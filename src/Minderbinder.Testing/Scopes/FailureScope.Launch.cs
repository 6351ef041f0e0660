using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing.Connections;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Mechanisms;
using Minderbinder.Testing.Seccomp;

namespace Minderbinder.Testing;

/// <content>How a process is started so that failures reach it.</content>
public sealed partial class FailureScope
{
    /// <summary>Starts a process, as a member of a scope if there is one.</summary>
    /// <param name="process">What to start.</param>
    /// <param name="scope">The scope, or null.</param>
    /// <param name="later">Failures of scopes that the process may join later.</param>
    /// <param name="keepRunning">Whether it is left running when the test process ends.</param>
    /// <returns>Its supervision; null if it has none.</returns>
    internal static Supervision? Start(Process process, FailureScope? scope, IReadOnlyList<Failure> later, bool keepRunning)
    {
        var supervision = Supervise(scope, later);
        using var lent = TellOfServers(process.StartInfo, scope);

        // A supervised process is not born into the scope: it begins as the launcher, whose calls are not to fail.
        using var spared = KernelSession.Spare(supervision is null ? scope?.Number ?? 0 : 0);
        if (supervision is null)
            process.Start();
        else if (SupervisedLaunch.Start(process, supervision, keepRunning).LostPrivileges is { } lost && scope is not null)
        {
            scope._lostPrivileges.Enqueue(lost);
            scope._options.Logger.LogWarning("{Lost}", lost);
        }

        StrayProcesses.NoteLaunch(process.Id);
        return supervision;
    }

    /// <summary>Those of the failing calls that the kernel's programs do not reach here, so that they have to stop for a supervisor.</summary>
    private static IReadOnlyList<int> CallsToStop(IReadOnlyList<Failure> failures)
    {
        if (failures.Count == 0)
            return [];
        var number = ScopeNumbers.Take();
        var config = new FailureConfig([.. failures]);
        try
        {
            using var tried = new ScopeEnforcement(number, [], 0, NullLogger.Instance);
            using var connections = ConnectionPlan.Of(config, new FailureScopeOptions(), number, 0, () => null);
            tried.Add(config, connections, ScopeMechanism.Of(config, new FailureScopeOptions(), Environment.GetEnvironmentVariable));
            return [.. tried.SupervisedCalls];
        }
        catch (Exception exception) when (exception is SyscallNotSupportedException or ConnectionNotSupportedException)
        {
            return []; // the scope that asks for it will say so
        }
        finally
        {
            ScopeNumbers.Return(number);
        }
    }

    /// <summary>The supervision of a process that is started in a scope; null if none of its calls has to stop.</summary>
    private static Supervision? Supervise(FailureScope? scope, IReadOnlyList<Failure> later)
    {
        FailureScope[] scopes = scope?.WithScopesAround ?? [];
        int[] calls = [.. scopes.SelectMany(around => around._enforcement.SupervisedCalls), .. CallsToStop(later)];
        return calls.Length == 0 ? null : new Supervision(calls, [.. scopes.Select(around => around.Number)], Adopt);

        void Adopt(int processId)
        {
            using var process = RunningProcess.BeforeExec(processId);
            scope?._enforcement.Adopt(process, [.. scopes.Select(around => around.Number)]);
        }
    }
}
