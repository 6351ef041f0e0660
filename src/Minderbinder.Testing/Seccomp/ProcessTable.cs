using System.Buffers.Text;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing.Seccomp;

/// <summary>
/// The processes and threads of one launch, as far as they have shown themselves: the kernel names a thread, and whose it is has to be
/// looked up. Touched by the supervisor's thread only.
/// </summary>
/// <param name="root">The process that was launched.</param>
/// <param name="appeared">Called for a process that is seen for the first time, and its parent.</param>
internal sealed class ProcessTable(SupervisedProcess root, Action<SupervisedProcess, SupervisedProcess> appeared)
{
    // Numbers are used again after thousands of others at the earliest, which takes longer than this.
    private const long TrustedForMilliseconds = 500;

    private readonly Dictionary<int, SupervisedProcess> _processes = new() { [root.Id] = root };
    private readonly Dictionary<int, SupervisedThread> _threads = [];

    public IReadOnlyCollection<SupervisedProcess> All => _processes.Values;

    /// <summary>The thread that makes a call; null if it is gone, or not visible here.</summary>
    public SupervisedThread? ThreadOf(int id)
    {
        var now = Environment.TickCount64;
        if (_threads.TryGetValue(id, out var thread)
            && !thread.Process.IsGone && thread.Program == thread.Process.Program && now - thread.CheckedAt < TrustedForMilliseconds)
            return thread;
        return LookUp(id, now);
    }

    /// <summary>The process with this number, if it is one of this launch.</summary>
    public SupervisedProcess? Find(int id) => ProcessEntry.TryRead(id) is { } entry ? Find(entry) : null;

    /// <summary>Makes all known that live now: whoever is not known later was born later.</summary>
    public void TakeStock()
    {
        var entries = ProcessEntry.ReadAll().ToDictionary(entry => entry.Id);
        foreach (var entry in entries.Values)
            Find(entry, id => entries.TryGetValue(id, out var parent) ? parent : null);
    }

    public void Remove(SupervisedProcess process)
    {
        process.IsGone = true;
        _processes.Remove(process.Id);
        foreach (var thread in _threads.Values.Where(thread => thread.Process == process).ToArray())
            _threads.Remove(thread.Id);
    }

    private SupervisedThread? LookUp(int id, long now)
    {
        if (id == 0 || ProcessIdOf(id) is not { } processId || ProcessEntry.TryRead(processId) is not { } entry)
            return null;

        // A daemon's link to its parent is cut; that its call has stopped here shows that it comes from the launch.
        var process = Find(entry) ?? Add(entry, root);
        var thread = new SupervisedThread(id, process) { CheckedAt = now, Program = process.Program, Name = NameOf(id) };
        return _threads[id] = thread;
    }

    private SupervisedProcess? Find(ProcessEntry entry, Func<int, ProcessEntry?>? read = null)
    {
        if (_processes.TryGetValue(entry.Id, out var known))
        {
            if (known.StartTime == entry.StartTime)
                return known;
            Remove(known); // the number has gone to another
        }

        var parentEntry = entry.ParentId > 1 ? (read ?? ProcessEntry.TryRead)(entry.ParentId) : null;
        var parent = parentEntry?.StartTime <= entry.StartTime
            ? Find(parentEntry.Value, read)
            : null;
        return parent is null ? null : Add(entry, parent);
    }

    private SupervisedProcess Add(ProcessEntry entry, SupervisedProcess parent)
    {
        var process = new SupervisedProcess(entry.Id, entry.StartTime)
        {
            PidFd = LibC.OpenRawPidFd(entry.Id),
            StartedNs = entry.StartedNs,
            ScopeNumbers = parent.ScopeNumbers,
            Scopes = parent.Scopes,
        };
        _processes.Add(process.Id, process);
        appeared(process, parent);
        return process;
    }

    private static int? ProcessIdOf(int thread)
    {
        Span<byte> text = stackalloc byte[512];
        text = ThreadFile.Read(thread, "status"u8, text);
        var field = text.IndexOf("\nTgid:\t"u8);
        return field >= 0 && Utf8Parser.TryParse(text[(field + "\nTgid:\t".Length)..], out int process, out _) ? process : null;
    }

    private static Event.CommBytes NameOf(int thread)
    {
        Span<byte> text = stackalloc byte[16];
        var name = default(Event.CommBytes);
        ThreadFile.Read(thread, "comm"u8, text).TrimEnd((byte)'\n').CopyTo(name);
        return name;
    }
}
