using System.Diagnostics;
using Minderbinder.Testing;

namespace Scenarios;

/// <summary>
/// Whether a supervisor may look into processes that it launched: failures with and without a path, in a child and in a daemon that
/// has lost its parent, and a short read, which takes a descriptor of theirs. A line each.
/// </summary>
internal static class Inspecting
{
    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        File.WriteAllText(folder + "/text", "abcdef");
        string[] daemon = ["setsid", "--fork", "sh", "-c", "sleep 1; mkdir made; sleep 1"];

        await TryAsync("without a path", new SyscallFailure("mkdir", Errno.EROFS), "mkdir", "made");
        await TryAsync("with a path", new SyscallFailure("mkdir", Errno.EROFS) { When = new() { Paths = ["made"] } }, "mkdir", "made");
        await TryAsync("a daemon, with a path", new SyscallFailure("mkdir", Errno.EROFS) { When = new() { Paths = ["made"] } }, daemon);
        await TryAsync("short", new SyscallFailure("read") { Short = 2, When = new() { Descriptor = 0 } }, "sh", "-c", "cat < text");
        Directory.Delete(folder, recursive: true);
        return 0;

        async Task TryAsync(string what, SyscallFailure failure, params string[] command)
        {
            var outcome = "injected";
            try
            {
                await FailureInjector.WithFailureConfig(
                    new FailureConfig(failure),
                    async scope =>
                    {
                        await using var process = await scope.LaunchAsync(
                            new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder });
                        await process.WaitForExitAsync();
                        if (command == daemon)
                            await Task.Delay(TimeSpan.FromSeconds(3));
                    },
                    new FailureScopeOptions { Mechanism = Mechanism.SeccompNotification });
            }
            catch (MinderbinderException exception)
            {
                outcome = exception.Message.Split('\n')[0];
            }

            Console.WriteLine($"{what}: {outcome}");
        }
    }
}
