using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Minderbinder.Testing;

namespace Scenarios;

/// <summary>
/// Launches supervised processes while it runs out of descriptors or processes, at each step of the way, and says how it went:
/// the outcomes, and what is left of those that failed.
/// </summary>
internal static unsafe partial class Limited
{
    private const int Processes = 6, Descriptors = 7; // RLIMIT_NPROC, RLIMIT_NOFILE
    private const int Steps = 48;

    public static int Run(string what)
    {
        // All that happens once.
        Launch();
        var before = Connections().ToHashSet();
        var outcomes = new List<string>();
        var resource = what == "descriptors" ? Descriptors : Processes;
        var used = resource == Descriptors ? Count("/proc/self/fd") : Count("/proc/self/task");
        for (var step = 0; step < Steps; step++)
        {
            SetLimit(resource, used - 8 + step);
            var outcome = Launch();
            SetLimit(resource, 1024);
            outcomes.Add(outcome);
        }

        foreach (var group in outcomes.GroupBy(outcome => outcome))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Console.WriteLine($"left: {string.Join(", ", Connections().Except(before).Select(link => link[..link.IndexOf(':')]))}");
        Console.WriteLine($"children: {File.ReadAllText($"/proc/self/task/{Environment.ProcessId}/children").Trim()}");
        return 0;
    }

    private static string Launch()
    {
        try
        {
            var process = ProcessUnderTest.StartSupervised(new ProcessStartInfo("true"), new Answering("mkdir"));
            process.WaitForExitAsync().GetAwaiter().GetResult();
            process.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return "started";
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message.Split('\n')[0]}";
        }
    }

    /// <summary>All open descriptors but files: the runtime opens those of assemblies on its way.</summary>
    private static IEnumerable<string> Connections() =>
        new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos().Select(link => link.LinkTarget ?? "gone:")
            .Where(target => !target.StartsWith('/') && target != "gone:");

    private static int Count(string folder) => Directory.GetFileSystemEntries(folder).Length;

    private static void SetLimit(int resource, int limit)
    {
        var values = stackalloc ulong[2] { (ulong)limit, 4096 };
        if (SetResourceLimit(resource, values) != 0)
            throw new InvalidOperationException($"setrlimit: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetResourceLimit(int resource, ulong* limit);
}
