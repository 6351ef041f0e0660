using System.Diagnostics;
using Minderbinder.Testing;

namespace Scenarios;

/// <summary>Opens a scope, starts a member, prints its number, and stays until killed.</summary>
internal static class Hold
{
    public static async Task<int> RunAsync()
    {
        await using var scope = FailureScope.Open(new FailureConfig(
            new SyscallFailure("mkdir", Errno.EROFS),
            new SyscallFailure("openat", Errno.ENFILE) { Targets = ["sleep"], StartDelay = TimeSpan.FromMinutes(1) }));
        using var member = Process.Start("sleep", "600");
        Console.WriteLine(member.Id);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
