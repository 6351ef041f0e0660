using System.Diagnostics;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Seccomp;

namespace Minderbinder.Testing;

/// <content>How a process is started so that failures reach it.</content>
public sealed partial class FailureScope
{
    /// <summary>Starts a process, as a member of a scope if there is one.</summary>
    /// <param name="process">What to start.</param>
    /// <param name="scope">The scope, or null.</param>
    /// <param name="mayFail">More system calls that may fail in scopes that the process joins later.</param>
    internal static void Start(Process process, FailureScope? scope, IReadOnlyCollection<string> mayFail)
    {
        var supervision = Supervise(scope, mayFail);

        // A supervised process is not born into the scope: it begins as the launcher, whose calls are not to fail.
        using var spared = KernelSession.Spare(supervision is null ? scope?.Number ?? 0 : 0);
        if (supervision is null)
            process.Start();
        else
            SupervisedLaunch.Start(process, supervision);
    }

    /// <summary>The supervision of a process that is started in a scope; null if none of its calls has to stop.</summary>
    private static Supervision? Supervise(FailureScope? scope, IReadOnlyCollection<string> mayFail)
    {
        FailureScope[] scopes = scope is null ? [] : [scope, .. scope.Ancestors()];
        int[] calls = [.. scopes.SelectMany(around => around._enforcement.SupervisedCalls), .. mayFail.Select(name => (int)SyscallTable.NumberOf(name))];
        return calls.Length == 0 ? null : new Supervision(calls, [.. scopes.Select(around => around.Number)], Adopt);

        void Adopt(int processId)
        {
            using var process = RunningProcess.BeforeExec(processId);
            scope?._enforcement.Adopt(process, [.. scopes.Select(around => around.Number)]);
        }
    }
}
