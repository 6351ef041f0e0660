using System.Diagnostics;

namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>
/// Which processes failures can reach in this run: all, or, when it insists on seccomp, those that the library launches. The same tests
/// hold both to the same answers.
/// </summary>
internal static class Reach
{
    /// <summary>The trait of tests of what only the programs in the kernel do: packets, the test process itself, hooks.</summary>
    public const string Needs = "Needs";

    /// <inheritdoc cref="Needs"/>
    public const string KernelPrograms = "KernelPrograms";

    /// <summary>The calls that tests make fail in processes that join a scope while they run.</summary>
    private static readonly string[] MayFail = ["openat", "mkdir", "rename", "kill", "pread64", "stat", "unlink", "write", "read", "fsync"];

    public static bool IsLaunchedOnly { get; } = Environment.GetEnvironmentVariable("MINDERBINDER_MECHANISM") == "seccomp_notification";

    /// <summary>Starts a process as code that knows nothing of the library would; or, if failures then could not reach it, by the library.</summary>
    public static Process Start(ProcessStartInfo startInfo, bool joinsLater)
    {
        var process = new Process { StartInfo = startInfo };
        Failure[] later = IsLaunchedOnly && joinsLater
            ? [.. MayFail.Select(call => new SyscallFailure(SyscallTwins.OnThisProcessor(call), Errno.EIO)).Distinct()]
            : [];
        FailureScope.Start(process, FailureScope.Current, later, keepRunning: true);
        return process;
    }
}
