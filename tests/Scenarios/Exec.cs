using System.Runtime.InteropServices;
using Minderbinder.Testing;

namespace Scenarios;

/// <summary>Opens a scope in which its own mkdir fails, tries it, and after a line of input executes another program in its own place.</summary>
internal static partial class Exec
{
    public static async Task<int> RunAsync(string victim)
    {
        await using var scope = FailureScope.Open(new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS) { Targets = [ProcessTarget.Self] }));
        var own = MakeFolder(Path.GetTempPath() + Guid.NewGuid(), 0x1c0);
        Console.WriteLine($"own mkdir {own}");
        Console.ReadLine();
        return Execute(victim, ["victim", "exit", "mkdir", null]);
    }

    [LibraryImport("libc", EntryPoint = "mkdir", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFolder(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments);
}
