using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Processes;

/// <summary>
/// Reads what a process writes into a log, and learns of its exit. Owns the <see cref="Process"/> and disposes of it in the end.
/// </summary>
/// <remarks>
/// A thread of its own: pipes must be read whatever the thread pool is busy with. It carries no ExecutionContext, so it works
/// for no scope: no failure of the test process itself hits it, and it keeps no scope alive.
/// </remarks>
internal sealed unsafe class OutputPump
{
    private readonly Process _process;
    private readonly PidFd? _pidFd;
    private readonly OutputLog _log;
    private readonly OutputPipe _output;
    private readonly OutputPipe _error;
    private readonly byte[] _buffer = new byte[32 * 1024];
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isFinishing;

    /// <param name="process">Has been started, with both of its output streams redirected.</param>
    /// <param name="pidFd">The same process; null when it has exited.</param>
    /// <param name="log">Where the output goes.</param>
    public OutputPump(Process process, PidFd? pidFd, OutputLog log)
    {
        (_process, _pidFd, _log) = (process, pidFd, log);
        _output = new(OutputSource.StandardOutput, process.StandardOutput.BaseStream);
        _error = new(OutputSource.StandardError, process.StandardError.BaseStream);
        new Thread(Run) { IsBackground = true, Name = $"Minderbinder output of {process.Id}" }.UnsafeStart();
    }

    /// <summary>The exit code, known when the process has exited and everything it wrote itself is in the log.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>
    /// Ends the reading once the process has exited. Without this it goes on for as long as anyone holds the pipes, and
    /// a child that outlives the process has inherited them.
    /// </summary>
    public Task FinishAsync()
    {
        _isFinishing = true;
        return _ended.Task;
    }

    private void Run()
    {
        try
        {
            Pump();
        }
        catch (Exception exception)
        {
            _exited.TrySetException(exception);
        }
        finally
        {
            _output.Close();
            _error.Close();
            _process.Dispose();
            _ended.SetResult();
        }
    }

    private void Pump()
    {
        while (_pidFd is not null && !ReadUntilExit(_pidFd, Timeout.Infinite))
        {
        }

        // All that the process wrote is in the pipes by now.
        Drain();
        _process.WaitForExit();
        _exited.SetResult(_process.ExitCode);

        const int LookForFinish = 100; // ms
        while (!_isFinishing && (_output.IsOpen || _error.IsOpen))
            ReadUntilExit(null, LookForFinish);

        Drain();
    }

    /// <summary>Waits for something to happen, and reads if it is output. True if it is the exit of the process.</summary>
    private bool ReadUntilExit(PidFd? process, int timeoutInMilliseconds)
    {
        const int Exit = 0, Output = 1, Error = 2, Count = 3;
        var entries = stackalloc LibC.PollEntry[Count];
        entries[Exit] = new() { Descriptor = (int?)process?.DangerousGetHandle() ?? -1, Requested = LibC.PollIn };
        entries[Output] = new() { Descriptor = _output.Descriptor, Requested = LibC.PollIn };
        entries[Error] = new() { Descriptor = _error.Descriptor, Requested = LibC.PollIn };

        if (LibC.Poll(entries, Count, timeoutInMilliseconds) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            return errno == LibC.InterruptedCall
                ? false
                : throw new Win32Exception(errno, $"poll: {Marshal.GetPInvokeErrorMessage(errno)}");
        }

        if (entries[Exit].Returned != 0)
            return true;
        if (entries[Output].Returned != 0)
            _output.ReadInto(_log, _buffer);
        if (entries[Error].Returned != 0)
            _error.ReadInto(_log, _buffer);
        return false;
    }

    private void Drain()
    {
        _output.DrainInto(_log, _buffer);
        _error.DrainInto(_log, _buffer);
    }
}
