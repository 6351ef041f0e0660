using Minderbinder.Testing;

namespace Minderbinder.Tool.Tests;

/// <summary>Injections as a scope would tell of them.</summary>
internal static class Injections
{
    public static Injection Of(Failure failure, long call, string process = "cat", int id = 1) => new()
    {
        Failure = failure,
        At = DateTimeOffset.UnixEpoch.AddSeconds(call),
        Call = call,
        ProcessId = id,
        ThreadId = id,
        ProcessName = process,
        Syscall = (failure as SyscallFailure)?.Syscall,
        Returned = (failure as SyscallFailure)?.ReturnCodes[0],
    };
}
