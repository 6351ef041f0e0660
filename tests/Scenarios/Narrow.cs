using System.Runtime.InteropServices;
using Minderbinder.Testing;

namespace Scenarios;

/// <summary>Launches with no descriptor to spare, with one, with two, and so on: each launch has its answer, and leaves nothing.</summary>
internal static class Narrow
{
    private const int Limit = 400, Steps = 30, OpenFileLimit = 7; // RLIMIT_NOFILE

    public static async Task<int> RunAsync(string victim)
    {
        await LaunchAsync(victim); // what is made once is made here
        _ = SetLimit(OpenFileLimit, [Limit, Limit]);
        var answers = new List<string>();
        for (var spare = 0; spare < Steps; spare++)
        {
            var files = FillUp();
            files.TakeLast(spare).ToList().ForEach(file => file.Dispose());
            answers.Add(await LaunchAsync(victim));
            files.ForEach(file => file.Dispose());
        }

        Console.WriteLine(string.Join(", ", answers.Distinct()));
        return 0;
    }

    private static List<FileStream> FillUp()
    {
        var files = new List<FileStream>();
        try
        {
            while (true)
                files.Add(File.OpenRead("/dev/null"));
        }
        catch (IOException)
        {
            return files;
        }
    }

    private static async Task<string> LaunchAsync(string victim)
    {
        try
        {
            await using var scope = FailureScope.Open(
                new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS)), new FailureScopeOptions { Mechanism = Mechanism.SeccompNotification });
            await using var process = await scope.LaunchAsync(victim, "exit", "mkdir");
            return $"{await process.WaitForExitAsync()}";
        }
        catch (ProcessStartException exception)
        {
            return exception.Message.Contains("errno 24", StringComparison.Ordinal) ? "EMFILE" : exception.Message;
        }
    }

    [DllImport("libc", EntryPoint = "setrlimit")]
    private static extern int SetLimit(int resource, ulong[] limits);
}
