using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Seccomp.Effects;

namespace Minderbinder.Testing.Seccomp;

/// <summary>
/// Answers the calls that stop in the processes of one launch, on a thread of its own, until the last of them is gone. A call that no
/// rule wants goes on; one that a rule has chosen gets its answer at once, or when its time has come.
/// </summary>
internal sealed unsafe partial class Supervisor
{
    private const int EventsAtOnce = 32;

    private readonly SafeFileHandle _listener;
    private readonly int _fd;
    private readonly int _epoll = LibC.NewEpoll();
    private readonly int _wakeUp = LibC.NewEventCounter();
    private readonly EventQueue _events = new(SupervisedEnforcement.Logs);
    private readonly CallReader _reader = new();
    private readonly LateCalls _late = new();
    private readonly PendingTransfers _transfers;
    private readonly MemberWatch _members;
    private readonly Lock _posting = new();
    private readonly Queue<Action> _posted = [];
    private Exception? _fault;
    private readonly LastCall? _lastCall;
    private bool _hasEnded;

    /// <summary>Starts to answer.</summary>
    /// <param name="listener">Where the calls stop; taken over.</param>
    /// <param name="root">The process that is launched.</param>
    /// <param name="listed">The calls that stop.</param>
    /// <param name="lastCall">Where to leave the number of each call that is received; taken over. Null if nobody wants to know.</param>
    /// <exception cref="SocketException">There are no descriptors left, or no memory.</exception>
    public Supervisor(SafeFileHandle listener, SupervisedProcess root, IReadOnlySet<int> listed, LastCall? lastCall)
    {
        (_listener, _fd, Listed, Root, _lastCall) = (listener, (int)listener.DangerousGetHandle(), listed, root.Id, lastCall);
        if (_epoll < 0 || _wakeUp < 0)
            throw NoDescriptor(root.PidFd);
        _members = new MemberWatch(root, _events, _epoll);
        _transfers = new PendingTransfers(_epoll);
        LibC.WakeOnSameProcessor(_fd);
        LibC.Watch(_epoll, _fd);
        LibC.Watch(_epoll, _wakeUp);

        SupervisedEnforcement.Remember(this);
        foreach (var scope in root.Scopes)
            scope.Include(this);

        // It works for no scope, and must not be taken to.
        var thread = new Thread(Run) { IsBackground = true, Name = $"Minderbinder supervisor of {root.Id}" };
        try
        {
            thread.UnsafeStart();
        }
        catch (OutOfMemoryException)
        {
            // Which the runtime throws for whatever a thread lacks; it takes two descriptors.
            _hasEnded = true;
            SupervisedEnforcement.Forget(this);
            throw NoDescriptor(root.PidFd);
        }
    }

    /// <summary>The numbers of the calls that stop here: others of these processes can never fail.</summary>
    public IReadOnlySet<int> Listed { get; }

    /// <summary>The process that was launched.</summary>
    public int Root { get; }

    /// <summary>The supervisor of a launched process; null if it has none, or has ended.</summary>
    public static Supervisor? Of(int process) => SupervisedEnforcement.AllSupervisors.FirstOrDefault(supervisor => supervisor.Root == process);

    /// <summary>The processes, for work on the supervisor's thread.</summary>
    public MemberWatch Members => _members;

    /// <summary>
    /// Whether no task has the filter any more: whatever the launched process has started, daemons included, inherited it and is gone.
    /// </summary>
    public bool IsDeserted
    {
        get
        {
            var isHeld = false;
            try
            {
                _listener.DangerousAddRef(ref isHeld);
                var entry = new LibC.PollEntry { Descriptor = _fd };
                return LibC.Poll(&entry, 1, 0) > 0 && (entry.Returned & LibC.PollHangUp) != 0;
            }
            catch (ObjectDisposedException)
            {
                return true; // the supervisor ends when that has come, and not before
            }
            finally
            {
                if (isHeld)
                    _listener.DangerousRelease();
            }
        }
    }

    /// <summary>How many calls have stopped.</summary>
    public long Received { get; private set; }

    /// <summary>What the thread has allocated, for the test that says: nothing for a call.</summary>
    public long GetAllocatedBytes()
    {
        long bytes = 0;
        Do(() => bytes = GC.GetAllocatedBytesForCurrentThread());
        return bytes;
    }

    /// <summary>
    /// Does something on the supervisor's thread, and waits for it. All calls that stopped before have been answered then, but for those
    /// that are delayed. False if the last process is gone; then nothing is done.
    /// </summary>
    public bool Do(Action work)
    {
        using var done = new ManualResetEventSlim();
        Exception? failure = null;
        lock (_posting)
        {
            if (_hasEnded)
                return false;
            _posted.Enqueue(() =>
            {
                try
                {
                    work();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }

                done.Set();
            });
            WakeUp();
        }

        done.Wait();
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return true;
    }

    /// <summary>When this returns, all that happened before it was called is in the logs.</summary>
    public void CatchUp()
    {
        Do(_members.Look);
        _events.CatchUp();
        if (_fault is { } fault)
        {
            throw new InvalidOperationException(
                "The supervisor of a launched process failed; what was injected since then, and counted, may be too little.", fault);
        }
    }

    /// <summary>When this returns, no call waits any more for an answer of a scope that is no longer in force.</summary>
    public void Release(SupervisedEnforcement scope) => Do(() =>
    {
        foreach (var late in _late.TakeAll(scope))
            Perform(late);
        _transfers.Release(scope);
    });

    private SocketException NoDescriptor(int pidFd)
    {
        foreach (var descriptor in new[] { _epoll, _wakeUp, pidFd }.Where(descriptor => descriptor >= 0))
            _ = LibC.CloseDescriptor(descriptor);
        _events.Close();
        _lastCall?.Dispose();
        return new SocketException((int)SocketError.TooManyOpenSockets);
    }

    private void WakeUp()
    {
        ulong one = 1;
        _ = LibC.Write(_wakeUp, &one, sizeof(ulong));
    }

    private void Run()
    {
        Span<LibC.Ready> ready = stackalloc LibC.Ready[EventsAtOnce];
        while (!_members.AreGone)
        {
            var count = LibC.EpollWait(_epoll, ready, Timeout);
            try
            {
                for (var i = 0; i < count; i++)
                    Handle(ready[i]);
                while (_late.TryTakeDue(out var late))
                    Perform(late);
                _members.LookIfDue();
                _transfers.Check();
            }
            catch (Exception exception)
            {
                // On a thread of its own it would end the test process. It is thrown to whoever asks for evidence.
                _fault ??= exception;
            }
        }

        End();
    }

    /// <summary>How long there is nothing to do but to wait for a call.</summary>
    private int Timeout => Math.Min(Math.Min(_late.Timeout, _members.Timeout), _transfers.Timeout) is var limit && limit < int.MaxValue ? limit : -1;

    private void Handle(LibC.Ready ready)
    {
        var descriptor = ready.Descriptor;
        if (descriptor == _wakeUp)
        {
            ulong count;
            _ = LibC.Read(_wakeUp, &count, sizeof(ulong));
            RunPosted();
        }
        else if (descriptor != _fd)
        {
            if (!_transfers.Ready(descriptor))
                _members.Ended(descriptor);
        }
        else if ((ready.Events & LibC.EpollIn) != 0)
        {
            ReceiveOne();
        }
        else
        {
            // The last task that has the filter is gone; what is left is to learn how the processes ended.
            LibC.Unwatch(_epoll, _fd);
            _members.AllAreEnding();
        }
    }

    private void ReceiveOne()
    {
        LibC.SeccompNotification notification = default;
        if (!LibC.Receive(_fd, &notification))
            return; // a deadly signal took the caller out of the call
        _lastCall?.Note(notification.Id);
        Received++;
        try
        {
            Answer(&notification);
        }
        catch
        {
            LetGoOn(notification.Id);
            throw;
        }
    }

    private void Answer(LibC.SeccompNotification* notification)
    {
        var thread = _members.ThreadOf((int)notification->Thread);
        if (thread is not null)
        {
            _members.Settle(new Call(notification, thread, _fd));

            // If its process executes another program by now, it has another name.
            thread = _members.ThreadOf(thread.Id);
        }

        if (thread is null)
        {
            LetGoOn(notification->Id);
            return;
        }

        var call = new Call(notification, thread, _fd);
        var (scope, verdict) = Judge(call);
        if (scope is null)
        {
            Pass(call);
            return;
        }

        if (verdict.Latency > TimeSpan.Zero)
            Delay(call, *notification, scope, verdict);
        else
            Perform(call, scope, verdict);
    }

    private void Delay(in Call call, in LibC.SeccompNotification notification, SupervisedEnforcement scope, in Verdict verdict)
    {
        // Prepared again when its time has come: if its process is killed meanwhile, nothing of it is to be open here.
        verdict.Shorter?.Drop();
        _late.Add(new LateCall(notification, call.Thread, scope, verdict with { Shorter = null }), verdict.Latency);
    }

    private void Perform(in LateCall late)
    {
        var notification = late.Notification;
        var call = new Call(&notification, late.Thread, _fd);
        ShortTransfer? shorter = null;
        if (late.Verdict.Failure.Short is { } most)
            ShortTransfer.TryPrepare(Transfer.Of(late.Verdict.Failure.Syscall), most, call, out shorter);
        Perform(call, late.Scope, late.Verdict with { Shorter = shorter });
    }

    private void Perform(in Call call, SupervisedEnforcement scope, in Verdict verdict)
    {
        if (verdict.Shorter is { } shorter)
        {
            _transfers.Add(shorter, scope);
        }
        else if (verdict.Failure.Instead is { } file)
        {
            OtherFile.Give(file, call);
        }
        else if (verdict.Failure.ReturnCodes.Count == 0)
        {
            Pass(call);
        }
        else
        {
            var answer = new LibC.SeccompResponse { Id = call.Id, Value = Math.Max(0, verdict.Returned), Error = (int)Math.Min(0, verdict.Returned) };
            LibC.Send(_fd, &answer);
        }
    }

    /// <summary>The scopes are asked from the innermost outwards, and the rules in the order of the config: the first that chooses decides.</summary>
    private (SupervisedEnforcement? Scope, Verdict Verdict) Judge(in Call call)
    {
        foreach (var scope in call.Process.Scopes)
        {
            if (scope.Judge(call, _reader, _events, out var verdict))
                return (scope, verdict);
        }

        return default;
    }

    /// <summary>A call that no failure of system calls changes: goes on, unless it is about a connection that goes elsewhere.</summary>
    private void Pass(in Call call)
    {
        if (Redirection.TryAnswer(call))
            return;
        _members.Note(call, _reader);
        LetGoOn(call.Id);
    }

    private void LetGoOn(ulong id)
    {
        var answer = new LibC.SeccompResponse { Id = id, Flags = LibC.SeccompContinue };
        LibC.Send(_fd, &answer);
    }

    private void RunPosted()
    {
        while (true)
        {
            Action work;
            lock (_posting)
            {
                if (!_posted.TryDequeue(out work!))
                    return;
            }

            work();
        }
    }

    private void End()
    {
        lock (_posting)
            _hasEnded = true;
        RunPosted();
        _transfers.Clear();

        // Whoever asks for evidence asks this one until all is told.
        _events.Close();
        SupervisedEnforcement.Forget(this);
        _listener.Dispose();
        _lastCall?.Dispose();
        _ = LibC.CloseDescriptor(_epoll);
        _ = LibC.CloseDescriptor(_wakeUp);
    }
}
