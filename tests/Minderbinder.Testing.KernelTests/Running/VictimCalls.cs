namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>What the victim calls under a name that arm64 has no system call for: the call in its place.</summary>
internal static class VictimCalls
{
    public static string Mkdir { get; } = SyscallTwins.OnThisProcessor("mkdir");

    public static string Rename { get; } = SyscallTwins.OnThisProcessor("rename");

    public static string Rmdir { get; } = SyscallTwins.OnThisProcessor("rmdir");
}
