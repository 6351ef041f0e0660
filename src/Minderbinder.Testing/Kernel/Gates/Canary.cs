using System.Collections.Frozen;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Gates;

/// <summary>
/// Finds out whether a gate at a system call's door works, by a real call of this thread: that a program is attached proves nothing.
/// Another process's program on the same function can take the override of a kprobe away, without a word to anybody.
/// </summary>
internal sealed class Canary(FlowTable flows)
{
    /// <summary>CANARY_ERROR in bpf/shared.h.</summary>
    private const int Error = 4090;

    /// <summary>
    /// All arguments of the call are -1, with which nearly every system call does nothing: that is no descriptor, no address, no process
    /// and no flags. With these it does, and would do it to the test process if the gate did not work.
    /// </summary>
    private static readonly FrozenSet<string> NotToBeTried = FrozenSet.Create(
        "alarm", "eventfd", "exit", "exit_group", "fork", "inotify_init", "kill", "msgget", "munlockall", "pause", "restart_syscall",
        "rt_sigreturn", "set_tid_address", "setsid", "sync", "umask", "vfork", "vhangup");

    /// <summary>Whether a call of this thread comes back from the gate with the error that is asked for.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="syscall">The system call.</param>
    /// <returns>True also for the few calls that cannot be tried.</returns>
    public bool ComesBack(Gate gate, string syscall)
    {
        if (NotToBeTried.Contains(syscall))
            return true;

        // Once for nothing: what the runtime has to do for the first call is not to come to the gate.
        _ = LibC.TryCall(LibC.NoSystemCall);
        using (flows.Try(gate.Number))
            return LibC.TryCall(SyscallTable.NumberOf(syscall)) == Error;
    }
}
