using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Launching;

/// <summary>
/// Starts a process whose system calls someone answers for. What is started is the launcher, which takes the filter, hands back the
/// listener, and executes the program when all is ready; the process is the same one from the beginning to the end.
/// </summary>
internal static class SupervisedLaunch
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);

    /// <summary>As <see cref="Process.Start()"/>, with its results and errors.</summary>
    /// <param name="process">The process, with what to start. Is changed as by its own start.</param>
    /// <param name="supervision">Answers for its calls.</param>
    /// <param name="keepRunning">Whether its calls are to work when the test process has ended.</param>
    /// <param name="limit">How long all may take. Defaults to 30 s.</param>
    /// <returns>How the process is supervised.</returns>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    /// <exception cref="SupervisionNotPossibleException">It could be, but not supervised.</exception>
    public static LaunchedProcess Start(Process process, ISupervision supervision, bool keepRunning = false, TimeSpan? limit = null)
    {
        // No name at all is for the runtime to refuse, in its own words.
        if (process.StartInfo.FileName.Length == 0)
            process.Start();

        var program = ProgramPath.Find(process.StartInfo);
        try
        {
            using var socket = StartLauncher(process);
            try
            {
                using var pidFd = PidFd.TryOpen(process.Id);
                var patience = new LaunchPatience(process, pidFd, limit ?? DefaultLimit);
                using var channel = new LaunchChannel(socket.Accept(process, patience), patience);
                return HandOver(process, program, channel, patience, supervision, keepRunning);
            }
            catch
            {
                End(process);
                throw;
            }
        }
        catch (SocketException exception)
        {
            var error = Limits.ErrorOf(exception);
            throw Limits.Cause(error) ? ProgramPath.CannotStart(program, process.StartInfo, error) : SupervisionNotPossibleException.NoSocket(error);
        }
        catch (Win32Exception exception)
        {
            // The runtime speaks of the launcher; the user is to read of the program.
            throw ProgramPath.CannotStart(program, process.StartInfo, (Errno)exception.NativeErrorCode);
        }
    }

    private static LaunchSocket StartLauncher(Process process)
    {
        var launcher = LauncherFile.Path;
        var socket = new LaunchSocket();
        try
        {
            using (new LauncherArguments(process.StartInfo, launcher, socket.Name))
                process.Start();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static LaunchedProcess HandOver(
        Process process, string program, LaunchChannel channel, LaunchPatience patience, ISupervision supervision, bool keepRunning)
    {
        channel.Send(supervision.Filter);
        var (answer, listener) = channel.Receive() ?? throw patience.Ended();
        if (listener is null)
            throw SupervisionNotPossibleException.Refusal(answer);

        var launched = new LaunchedProcess(process.Id, program, answer.Facts, keepRunning ? Guardian.KeepCalls(listener) : null);
        try
        {
            supervision.Begin(launched, listener);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        try
        {
            channel.Execute(program, process.StartInfo.FileName);

            // Executing closes the connection, and leaves nobody to say anything.
            if (channel.Receive() is not var (last, _))
                return launched;
            throw last.Step == LaunchStep.NotExecuted
                ? ProgramPath.CannotStart(program, process.StartInfo, last.Error)
                : SupervisionNotPossibleException.Refusal(last);
        }
        catch
        {
            supervision.Abandon();
            throw;
        }
    }

    /// <summary>Ends the launcher, if it has not ended itself, so that nothing is left of the attempt.</summary>
    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended, or runs as another user; then it ends when the connection does.
        }

        process.WaitForExit(TimeSpan.FromSeconds(1));
    }
}
