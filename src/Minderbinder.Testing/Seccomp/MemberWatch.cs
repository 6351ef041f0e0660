using System.Text;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp;

/// <summary>
/// Follows the processes of one launch: which programs they execute, and how they end. Tells their scopes. Touched by the supervisor's
/// thread only.
/// </summary>
internal sealed unsafe class MemberWatch
{
    private const int AfterExecMilliseconds = 5;
    private const ulong LongestExecNs = 2_000_000_000;
    private const int AfterEndMilliseconds = 1000;

    private static readonly int Execve = (int)SyscallTable.NumberOf("execve");
    private static readonly int Execveat = (int)SyscallTable.NumberOf("execveat");
    private static readonly int ExitGroup = (int)SyscallTable.NumberOf("exit_group");

    private readonly ProcessTable _table;
    private readonly EventQueue _events;
    private readonly int _epoll;
    private readonly List<SupervisedProcess> _executing = [];
    private long _endsAt = long.MaxValue;
    private long _lookAt = long.MaxValue;

    public MemberWatch(SupervisedProcess root, EventQueue events, int epoll)
    {
        (_events, _epoll) = (events, epoll);
        _table = new ProcessTable(root, Appeared);
        if (root.PidFd >= 0)
            _ = LibC.Watch(epoll, root.PidFd);
        if (root.Exec is not null)
            Await(root);
    }

    /// <summary>The calls that stop in every process: so that nothing of that is missed, and so that any scope can watch for io_uring.</summary>
    public static IReadOnlyList<int> Listed { get; } = [Execve, Execveat, ExitGroup, (int)SyscallTable.NumberOf("io_uring_setup")];

    /// <summary>The last one has ended, or is given up.</summary>
    public bool AreGone => _endsAt != long.MaxValue && (_table.All.Count == 0 || Environment.TickCount64 >= _endsAt);

    /// <summary>In how many milliseconds there is something to look after.</summary>
    public int Timeout => (int)Math.Clamp(Math.Min(_lookAt, _endsAt) - Environment.TickCount64, 0, int.MaxValue);

    public ProcessTable Table => _table;

    public SupervisedThread? ThreadOf(int id) => _table.ThreadOf(id);

    /// <summary>Before a call is judged: whether its process executes another program by now.</summary>
    public void Settle(in Call call)
    {
        if (call.Process.Exec is not null)
            Settle(call.Process, isDecided: call.Process.Exec.Thread == call.Thread.Id);
        if (!call.Process.IsReported)
            ReportStart(call.Process);
    }

    /// <summary>After a call was judged, and goes on: whether it will change what the process is.</summary>
    public void Note(in Call call, CallReader reader)
    {
        if (call.Syscall == ExitGroup)
        {
            call.Process.ExitStatus = (int)(call.Argument(0) & 0xff) << 8;
            ReportEnd(call.Process);
        }
        else if (call.Syscall == Execve || call.Syscall == Execveat)
        {
            var path = reader.ReadString(call, call.Argument(call.Syscall == Execve ? 0 : 1)) ?? "";
            call.Process.Exec = new PendingExec(call.Thread.Id, path, ProgramImage.Of(call.Process.Id), Clock.Now);
            Await(call.Process);
        }
    }

    /// <summary>Looks after all that may have changed without a call.</summary>
    public void Look()
    {
        _lookAt = long.MaxValue;
        foreach (var process in _executing.ToArray())
        {
            Settle(process, isDecided: false);
            if (process.Exec is { } exec && Clock.Now - exec.TimeNs < LongestExecNs)
                Await(process);
        }

        foreach (var process in _table.All.Where(process => HasEnded(process.PidFd)).ToArray())
            Ended(process);
    }

    public void LookIfDue()
    {
        if (Environment.TickCount64 >= _lookAt)
            Look();
    }

    /// <summary>A descriptor that was watched says that its process has ended.</summary>
    public void Ended(int pidFd)
    {
        if (_table.All.FirstOrDefault(process => process.PidFd == pidFd) is { } process)
            Ended(process);
    }

    /// <summary>No task has the filter any more.</summary>
    public void AllAreEnding()
    {
        _endsAt = Environment.TickCount64 + AfterEndMilliseconds;
        Look();
    }

    private void Appeared(SupervisedProcess process, SupervisedProcess parent)
    {
        // Whoever forks has executed its program.
        if (parent.Exec is not null)
            Settle(parent, isDecided: true);
        process.Names = parent.Names;
        if (process.PidFd >= 0)
            _ = LibC.Watch(_epoll, process.PidFd);
        ReportStart(process);
    }

    private void Await(SupervisedProcess process)
    {
        if (!_executing.Contains(process))
            _executing.Add(process);

        // Most are done at once. Whoever takes longer is looked at less and less often.
        var takenMilliseconds = (long)((Clock.Now - process.Exec!.TimeNs) / 1_000_000);
        _lookAt = Math.Min(_lookAt, Environment.TickCount64 + Math.Max(AfterExecMilliseconds, takenMilliseconds));
    }

    /// <summary>Whether an exec has happened: then the process looks different. If it is decided and looks the same, it has failed.</summary>
    private void Settle(SupervisedProcess process, bool isDecided)
    {
        var exec = process.Exec!;
        var image = ProgramImage.Of(process.Id);
        var hasHappened = image != exec.Before && image.Comm.Length > 0;
        if (!hasHappened && !isDecided)
            return;

        process.Exec = null;
        _executing.Remove(process);
        if (!hasHappened)
            return;
        process.Program++;
        process.StartedNs = exec.TimeNs;
        process.Names = [image.Comm, Path.GetFileName(exec.Path), Path.GetFileName(image.Executable)];
        process.IsReported = false;
        ReportStart(process);
    }

    private void Ended(SupervisedProcess process)
    {
        if (process.Exec is not null)
            Settle(process, isDecided: true);
        process.ExitStatus ??= ProgramImage.ExitStatusOf(process.Id) ?? ProcessEnd.StatusOf(process.PidFd);
        ReportEnd(process);
        LibC.Unwatch(_epoll, process.PidFd);
        _ = LibC.CloseDescriptor(process.PidFd);
        _table.Remove(process);
    }

    private void ReportStart(SupervisedProcess process)
    {
        process.IsReported = true;
        Tell(EventKind.Started, process, 0);
    }

    private void ReportEnd(SupervisedProcess process)
    {
        if (process.IsEndReported || process.ExitStatus is not { } status)
            return;
        process.IsEndReported = true;
        Tell(EventKind.Exited, process, status);
    }

    private void Tell(EventKind kind, SupervisedProcess process, int status)
    {
        foreach (var scope in process.Scopes)
        {
            if (!scope.ReportsMembers)
                continue;
            var told = new Event { Kind = kind, TimeNs = Clock.Now, Returned = status, Scope = scope.Number, Process = process.Id };
            told.Thread = process.Id;
            var name = Encoding.Latin1.GetBytes(process.Names.Count > 0 ? process.Names[0] : "");
            name.AsSpan(0, Math.Min(name.Length, 15)).CopyTo(told.Name);
            if (!_events.TrySubmit(in told))
                scope.NoteLostEvent();
        }
    }

    private static bool HasEnded(int pidFd)
    {
        var entry = new LibC.PollEntry { Descriptor = pidFd, Requested = LibC.PollIn };
        return pidFd >= 0 && LibC.Poll(&entry, 1, 0) > 0;
    }
}
