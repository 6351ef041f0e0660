using System.Collections.Frozen;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Gates;

/// <summary>
/// Finds out whether a gate works, by a real call of this thread: that a program is attached proves nothing. At a system call's door
/// another process's program can take the override of a kprobe away, without a word to anybody, and a hook is what the kernel makes of it.
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

    /// <summary>Whether a call of this thread comes back from a gate at a door with the error that is asked for.</summary>
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

    /// <summary>The same for a gate at a security hook.</summary>
    /// <returns>Null if there is no call that could tell: not here, or at all.</returns>
    public bool? ComesBackFromHook(Gate gate)
    {
        using var spared = flows.Spare();
        using var calls = new HookCalls();
        HookCall? call;
        try
        {
            call = calls.For(gate.Function);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        if (call is null)
            return null;
        var number = SyscallTable.NumberOf(call.Syscall);
        _ = LibC.TryCall(LibC.NoSystemCall);
        int error;
        nint result;
        using (flows.Try(gate.Number))
            error = LibC.TryCall(number, call.Arguments, out result);
        if (error == 0 && call.Opens)
            _ = LibC.CloseDescriptor((int)result);
        return error == Error ? true : error == call.Otherwise ? false : null;
    }
}
