using System.Diagnostics;
using Minderbinder.Testing;
using Minderbinder.Testing.Launching;

namespace Scenarios;

/// <summary>
/// Launches processes of many kinds, prints the number of each, and ends as it is told, without stopping any of them.
/// </summary>
internal static class Guarded
{
    // Each prints its name and number: that of the process which is to be ended, or left alone.
    private static readonly string[] Ended =
    [
        "echo child $$; exec sleep 600",
        "sleep 600 & echo grandchild $!; wait",
        "env -i sleep 600 & echo other-environment $!; wait",
        "(setsid sh -c '(sleep 600 >/dev/null 2>&1 & echo daemon $!) &' &)",
        "trap '' TERM; echo deaf $$; while :; do sleep 0.1; done",
        "trap 'echo $$ > \"$FOLDER/asked\"; exit' TERM; echo listening $$; while :; do sleep 0.1; done",
        "exec setsid sh -c 'echo suspended $$; kill -STOP $$; sleep 600'",
        "setsid sh -c 'trap \"\" TERM HUP; echo forking $$; while :; do (sleep 600; :) & sleep 0.05; done' & wait",
    ];

    // A program that finds nobody to read its output any more ends.
    private const string Kept = "echo kept $$; while :; do echo beat; date +%s%N > \"$FOLDER/kept\"; sleep 0.02; done";
    private const string KeptAndSupervised =
        "echo kept-supervised $$; while :; do mkdir \"$FOLDER/new\" && rmdir \"$FOLDER/new\" && date +%s%N > \"$FOLDER/kept-supervised\"; done";

    public static async Task<int> RunAsync(string folder, string end)
    {
        using var bystander = Process.Start(new ProcessStartInfo("sleep", ["600"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Console.WriteLine($"bystander {bystander.Id}");

        ProcessUnderTest Shell(string script, Func<ProcessStartInfo, ProcessUnderTest> start) =>
            start(new ProcessStartInfo("sh", ["-c", script]) { Environment = { ["FOLDER"] = folder } });

        List<ProcessUnderTest> processes = [.. Ended.Select(script => Shell(script, ProcessUnderTest.Start))];
        processes.Add(Shell(Kept, info => ProcessUnderTest.Start(info, new ProcessOptions { KeepRunning = true })));
        Answering? forKept = null;
        if (SeccompProbe.Check().IsSupported)
        {
            var forEnded = new Answering("mkdir");
            var hasStalled = forEnded.StallAsync();
            processes.Add(Shell("echo waiting $$; exec mkdir /dev/null", info => ProcessUnderTest.StartSupervised(info, forEnded)));
            await hasStalled;

            forKept = new Answering("mkdir");
            processes.Add(Shell(
                KeptAndSupervised, info => ProcessUnderTest.StartSupervised(info, forKept, keepRunning: true)));
        }

        foreach (var process in processes)
            Console.WriteLine(await FirstLineOf(process));

        // The process is in the middle of a call that the supervisor knows of.
        await (forKept?.StallAsync() ?? Task.CompletedTask);
        Console.WriteLine("ready");
        while (end == "stay" && await Console.In.ReadLineAsync() is not null)
        {
            processes.Add(Shell("echo late $$; exec sleep 600", ProcessUnderTest.Start));
            Console.WriteLine(await FirstLineOf(processes[^1]));
        }

        if (end == "abort")
            Environment.FailFast("as asked");
        if (end == "throw")
            throw new InvalidOperationException("as asked");
        return 0;
    }

    /// <summary>Also of one that has exited, whose child is yet to write it.</summary>
    private static async Task<string> FirstLineOf(ProcessUnderTest process)
    {
        while (process.Output.Count == 0)
            await Task.Delay(5);
        return process.Output[0].Text;
    }
}
