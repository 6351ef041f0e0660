using System.Diagnostics;

namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>The program of Victim/victim.c, which makes the system calls it is told to.</summary>
internal static class Victim
{
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "victim");

    /// <summary>Runs it as a plain child of this process and returns what it printed, lines joined by "; ".</summary>
    public static async Task<string> RunAsync(params string[] steps) => (await Command.RunAsync(Program, steps)).Output;

    /// <summary>Makes one call and returns its errno, without printing anything.</summary>
    public static async Task<int> ErrnoOfAsync(string call) => (await Command.RunAsync(Program, "exit", call)).ExitCode;

    /// <summary>Starts it with a pipe as its input, for steps that wait.</summary>
    public static Process Start(params string[] steps) => Command.Start(Program, steps);
}
