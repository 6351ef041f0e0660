using System.ComponentModel;
using System.Diagnostics;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Processes;
using Minderbinder.Testing.Seccomp;

namespace Minderbinder.Testing;

/// <summary>
/// A process that a test started. Its output is captured, the test can wait for what it does, and disposing of it stops it
/// together with everything it started.
/// </summary>
/// <remarks>All members may be used from several threads at once, except <see cref="StandardInput"/>.</remarks>
public sealed partial class ProcessUnderTest : IAsyncDisposable
{
    private readonly string _commandLine;
    private readonly OutputLog _log = new();
    private readonly OutputPump _pump;
    private readonly ProcessTree _tree;
    private readonly Lazy<Task> _disposal;
    private readonly Supervision? _supervision;

    private ProcessUnderTest(Process process, string marker, bool keepRunning, Supervision? supervision)
    {
        _supervision = supervision;
        Id = process.Id;
        Name = Path.GetFileName(process.StartInfo.FileName);
        StandardInput = process.StandardInput;
        _commandLine = CommandLine.Of(process.StartInfo);

        // As long as the runtime has not reaped it, the number is the process's own. Afterwards it may be anyone's.
        var (pidFd, entry) = (PidFd.TryOpen(Id), ProcessEntry.TryRead(Id));
        if (process.HasExited)
        {
            pidFd?.Dispose();
            (pidFd, entry) = (null, null);
        }

        if (keepRunning)
            Guardian.KeepOutput(OutputPipe.HandleOf(process.StandardOutput.BaseStream), OutputPipe.HandleOf(process.StandardError.BaseStream));
        else if (entry is { } running)
            Guardian.End(running);

        PidFd = pidFd;
        _tree = new ProcessTree(entry, marker);
        _pump = new OutputPump(process, PidFd, _log);
        _disposal = new Lazy<Task>(StopAndReleaseAsync);
    }

    /// <summary>The process's number (PID).</summary>
    public int Id { get; }

    /// <summary>The base name of the executable, as it was asked for: <c>dotnet</c> for <c>/usr/bin/dotnet</c>.</summary>
    public string Name { get; }

    /// <summary>The TCP port that <c>[LaunchProcess]</c> waited for, the one that was chosen if it asked for a free one; null without one.</summary>
    public int? Port { get; internal set; }

    /// <summary>
    /// The root of the <c>ReadyUrl</c> that <c>[LaunchProcess]</c> waited for, with the port that was chosen if it asked for a free one:
    /// <c>http://127.0.0.1:40123/</c>. Null without one.
    /// </summary>
    public Uri? BaseUrl { get; internal set; }

    /// <summary>Whether the process has exited, and all that it wrote is in <see cref="Output"/>.</summary>
    public bool HasExited => _pump.Exited.IsCompletedSuccessfully;

    /// <summary>The exit code, or null while the process is running. A process that signal N ended has 128 + N.</summary>
    public int? ExitCode => HasExited ? _pump.Exited.Result : null;

    /// <summary>
    /// The lines written so far to standard output and standard error, in the order of their arrival; a copy. A line counts when
    /// it has ended. At most the last 50,000 lines, and 4,194,304 characters, are kept.
    /// </summary>
    public IReadOnlyList<OutputLine> Output => _log.Lines;

    /// <summary>How many of the first lines are no longer in <see cref="Output"/>, because too many followed.</summary>
    public long DroppedLines => _log.Dropped;

    /// <summary>
    /// The text written so far to standard output, with the line that has not ended yet, and with a line feed after every line
    /// that has. Limited as <see cref="Output"/> is.
    /// </summary>
    public string StandardOutput => _log.TextOf(OutputSource.StandardOutput);

    /// <summary>The text written so far to standard error, otherwise as <see cref="StandardOutput"/>.</summary>
    public string StandardError => _log.TextOf(OutputSource.StandardError);

    /// <summary>
    /// Writes to the standard input of the process, in UTF-8, at once. Disposing of it gives the process the end of its input.
    /// </summary>
    public StreamWriter StandardInput { get; }

    /// <summary>Names the process to the kernel. Null when the process exited before it could be opened; closed after disposal.</summary>
    internal PidFd? PidFd { get; }

    /// <inheritdoc cref="Start(ProcessStartInfo)"/>
    /// <param name="fileName">The program, as <see cref="ProcessStartInfo.FileName"/> takes it.</param>
    /// <param name="arguments">Its arguments, one each; nothing is split or quoted.</param>
    public static ProcessUnderTest Start(string fileName, params string[] arguments) => Start(new ProcessStartInfo(fileName, arguments));

    /// <summary>
    /// Starts a process that outlives scopes, for example for a class of tests: each test's scope takes it in with
    /// <see cref="FailureScope.JoinAsync(ProcessUnderTest)"/>. Called inside a scope, it starts a member of that scope, as
    /// <see cref="Process.Start()"/> does.
    /// </summary>
    /// <param name="startInfo">What to start. It is changed: the three standard streams are redirected.</param>
    /// <returns>The process. Nobody but the caller stops it: dispose of it.</returns>
    /// <exception cref="ProcessStartException">The program cannot be started.</exception>
    public static ProcessUnderTest Start(ProcessStartInfo startInfo) => Start(startInfo, new ProcessOptions());

    /// <inheritdoc cref="Start(ProcessStartInfo)"/>
    /// <param name="startInfo">What to start. It is changed: the three standard streams are redirected.</param>
    /// <param name="options">What the process is to be prepared for.</param>
    /// <exception cref="ArgumentException">
    /// <see cref="ProcessOptions.MayFail"/> has the name of a system call that does not exist, or cannot be made to fail. The message says why.
    /// </exception>
    public static ProcessUnderTest Start(ProcessStartInfo startInfo, ProcessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        return StartIn(FailureScope.Current, startInfo, options.Failures, options.KeepRunning);
    }

    /// <summary>The same as a member of a scope that need not be the current one.</summary>
    internal static ProcessUnderTest StartIn(
        FailureScope? scope, ProcessStartInfo startInfo, IReadOnlyList<Failure> later, bool keepRunning = false) =>
        Start(startInfo, keepRunning, process => FailureScope.Start(process, scope, later, keepRunning));

    /// <summary>Starts a process whose system calls are answered for.</summary>
    /// <exception cref="ProcessStartException">The program cannot be started.</exception>
    /// <exception cref="SupervisionNotPossibleException">Its system calls cannot be supervised here. It was not started.</exception>
    internal static ProcessUnderTest StartSupervised(ProcessStartInfo startInfo, ISupervision supervision, bool keepRunning = false) =>
        Start(startInfo, keepRunning, process =>
        {
            SupervisedLaunch.Start(process, supervision, keepRunning);
            return null;
        });

    private static ProcessUnderTest Start(ProcessStartInfo startInfo, bool keepRunning, Func<Process, Supervision?> start)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        using var spared = KernelSession.Spare();
        Guardian.Prepare();

        // The fork happens on the calling thread, for a process is born into the scope that the forking thread works for.
        // A name of its own per launch, not one name with many values: a process under test that uses this library itself
        // adds its own, and its children still carry ours.
        var marker = Guardian.CreateMarker(keepRunning);
        startInfo.Environment[marker] = "1";
        startInfo.UseShellExecute = false;
        startInfo.RedirectStandardInput = startInfo.RedirectStandardOutput = startInfo.RedirectStandardError = true;

        var process = new Process { StartInfo = startInfo };
        Supervision? supervised;
        try
        {
            supervised = start(process);
        }
        catch (Exception exception)
        {
            process.Dispose();
            if (exception is Win32Exception reason)
                throw new ProcessStartException(startInfo, reason);

            throw;
        }
        finally
        {
            // Whoever starts a second process from the same start info must not get it stopped with the first.
            startInfo.Environment.Remove(marker);
        }

        try
        {
            return new ProcessUnderTest(process, marker, keepRunning, supervised);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }
}
