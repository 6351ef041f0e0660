using System.Diagnostics;
using System.Runtime.InteropServices;
using Minderbinder.Testing;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Tool.Run;

/// <summary>Runs a program in this one's place: with its input and output as they are, and the signals that are meant for it.</summary>
internal static class Foreground
{
    /// <summary>Returns the exit code; 128 and the signal if one killed it.</summary>
    public static async Task<int> RunAsync(string program, string[] commandLine)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(program, commandLine.Skip(1)) };
        var started = new TaskCompletionSource();

        // What a terminal sends goes to the program anyway; this process has to outlive it.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => context.Cancel = true);
        // This is mostly meant for one process.
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            started.Task.ContinueWith(_ => Terminate(process.Id), TaskScheduler.Default);
        });

        // If this one is killed, nobody is left to stop the program.
        Guardian.Prepare();
        process.StartInfo.Environment[Guardian.CreateMarker(keepRunning: false)] = "1";
        FailureScope.Start(process, FailureScope.Current, [], keepRunning: false);
        if (ProcessEntry.TryRead(process.Id) is { } entry)
            Guardian.End(entry);

        started.SetResult();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static void Terminate(int process)
    {
        const int Terminated = 15; // SIGTERM
        using var opened = PidFd.TryOpen(process);
        opened?.Signal(Terminated);
    }
}
