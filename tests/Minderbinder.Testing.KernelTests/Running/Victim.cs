using System.Diagnostics;

namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>The program of Victim/victim.c, which makes the system calls it is told to.</summary>
internal static class Victim
{
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, Processor.Here.Key, "victim");

    /// <summary>How many milliseconds a step waits for an answer that is not to come.</summary>
    public const string Silence = "1000";

    /// <summary>And for one that is, however busy the machine.</summary>
    public const string Patience = "60000";

    /// <summary>Runs it as a plain child of this process and returns what it printed, lines joined by "; ".</summary>
    public static async Task<string> RunAsync(params string[] steps) => (await Command.RunAsync(Program, steps)).Output;

    /// <summary>The same outside any scope, whatever the flow this is called from.</summary>
    public static async Task<string> RunOutsideAsync(params string[] steps) => (await Command.RunOutsideAsync(Program, steps)).Output;

    /// <summary>The same inside and outside the scope of this flow at once; outside answers come, and are waited for.</summary>
    public static async Task<(string Inside, string Outside)> RunBothAsync(params string[] steps)
    {
        var inside = RunAsync(steps);
        var outside = RunOutsideAsync([.. steps.Select(step => step == Silence ? Patience : step)]);
        return (await inside, await outside);
    }

    /// <summary>Makes one call and returns its errno, without printing anything.</summary>
    public static async Task<int> ErrnoOfAsync(string call) => (await Command.RunAsync(Program, "exit", call)).ExitCode;

    /// <summary>Starts it with a pipe as its input, for steps that wait.</summary>
    public static Process Start(params string[] steps) => Command.Start(Program, steps);
}
