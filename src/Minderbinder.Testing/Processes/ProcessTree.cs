using System.Collections.Concurrent;
using System.Diagnostics;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Processes;

/// <summary>A process and everything it started, found afresh whenever it is looked at.</summary>
/// <param name="root">The process; null when it exited before its entry could be read.</param>
/// <param name="marker">
/// An environment variable that only this process has, and whoever inherited it. It finds a daemon, whose link to its
/// parent is cut; the links find a process that was given another environment.
/// </param>
internal sealed class ProcessTree(ProcessEntry? root, string marker)
{
    private const int SigKill = 9, SigTerm = 15, SigCont = 18;

    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KillInterval = TimeSpan.FromMilliseconds(50);

    // Whoever was found once stays ours, also when the death of its parent cuts the link. A set; the values mean nothing.
    private readonly ConcurrentDictionary<ProcessEntry, bool> _known = new();

    /// <summary>
    /// Ends the tree: SIGTERM, and SIGKILL for what is left after <paramref name="grace"/>, or when that is cut short. May run more than once at
    /// a time.
    /// </summary>
    /// <exception cref="ProcessWaitException">Something withstood SIGKILL for 10 s.</exception>
    public async Task StopAsync(TimeSpan grace, CancellationToken cutsShort)
    {
        var clock = Stopwatch.StartNew();
        var isCutShort = false;

        // Between the two halves of an exec a process has no environment to be found by, so it takes two looks to be sure.
        for (var looksInVain = 0; looksInVain < 2;)
        {
            if (!isCutShort && cutsShort.IsCancellationRequested)
                (isCutShort, grace) = (true, clock.Elapsed);
            var patience = grace - clock.Elapsed;
            var living = Signal(isKill: patience <= TimeSpan.Zero);
            if (living.Count == 0)
            {
                looksInVain++;
                await Task.Delay(TimeSpan.FromMilliseconds(2), CancellationToken.None);
                continue;
            }

            looksInVain = 0;
            try
            {
                if (patience < -KillLimit)
                    throw Survived(living.Keys);

                await WaitForExitAsync(living.Values, patience, isCutShort ? CancellationToken.None : cutsShort);
            }
            finally
            {
                foreach (var pidFd in living.Values)
                    pidFd.Dispose();
            }
        }
    }

    /// <summary>
    /// Signals every process of the tree that lives: with SIGKILL, or with SIGTERM unless it has had that. Returns them.
    /// </summary>
    private Dictionary<ProcessEntry, PidFd> Signal(bool isKill)
    {
        var living = new Dictionary<ProcessEntry, PidFd>();
        var ours = new Dictionary<int, ProcessEntry>();
        var others = new List<ProcessEntry>();

        // Signalled as soon as found: a tree that grows while it is looked at grows less.
        foreach (var entry in ProcessEntry.ReadAll())
        {
            // What is older than the process was not started by it.
            if (entry.StartTime < root?.StartTime)
                continue;
            if (entry == root || _known.ContainsKey(entry) || entry.HasVariable(marker))
                Add(entry);
            else
                others.Add(entry);
        }

        while (others.RemoveAll(IsChild) > 0)
        {
        }

        return living;

        bool IsChild(ProcessEntry entry)
        {
            // A parent that is younger than its child is another process with the same number.
            var isChild = ours.TryGetValue(entry.ParentId, out var parent) && parent.StartTime <= entry.StartTime;
            if (isChild)
                Add(entry);

            return isChild;
        }

        void Add(ProcessEntry entry)
        {
            ours[entry.Id] = entry;
            if (Open(entry) is not { } pidFd)
                return;

            living.Add(entry, pidFd);
            var isNew = _known.TryAdd(entry, true);
            if (isKill)
            {
                pidFd.Signal(SigKill);
            }
            else if (isNew)
            {
                // A process that the test has stopped can act on SIGTERM only once it continues.
                pidFd.Signal(SigTerm);
                pidFd.Signal(SigCont);
            }
        }
    }

    /// <summary>Opens the process, if it still is that one and lives.</summary>
    private static PidFd? Open(ProcessEntry entry)
    {
        var pidFd = PidFd.TryOpen(entry.Id);
        if (pidFd is null)
            return null;

        // Read again after opening: the same start time means that the number has not changed hands in between.
        if (ProcessEntry.TryRead(entry.Id)?.StartTime == entry.StartTime && !pidFd.HasExited)
            return pidFd;

        pidFd.Dispose();
        return null;
    }

    /// <summary>
    /// Waits until all have exited. Those that were asked to may start others to clean up after them, which are left alone meanwhile.
    /// Those that were killed cannot; what they started before that has to be found, so that wait is short.
    /// </summary>
    private static async Task WaitForExitAsync(ICollection<PidFd> processes, TimeSpan patience, CancellationToken over)
    {
        var limit = patience > TimeSpan.Zero ? patience : KillInterval;
        var clock = Stopwatch.StartNew();
        for (var pause = 1; clock.Elapsed < limit && !over.IsCancellationRequested
            && !processes.All(process => process.HasExited); pause = Math.Min(2 * pause, 20))
            await Task.Delay(pause, CancellationToken.None);
    }

    private static ProcessWaitException Survived(IEnumerable<ProcessEntry> processes) => new(
        $"SIGKILL was sent {KillLimit.TotalSeconds:0} s ago, and these processes are still there: "
        + $"{string.Join(", ", processes.Select(process => $"{process.Id} ({process.Name})"))}. "
        + "They belong to another user, or hang inside the kernel.",
        exitCode: null);
}
