using System.Collections.Concurrent;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing;

/// <summary>
/// Whether this process has started others past the library since a scope was opened: failures by seccomp cannot reach those, and a test
/// that never saw its failure should hear of it.
/// </summary>
internal sealed class StrayProcesses
{
    private static readonly ConcurrentDictionary<int, bool> Launched = new(); // a set

    /// <summary>How much later than it did a process may seem to have started before the scope: /proc counts in hundredths of a second.</summary>
    private const ulong ToleranceNs = 20_000_000;

    private readonly ulong _openedNs = Clock.Now;
    private readonly int _launchesBefore = Launched.Count;
    private readonly long _faultsBefore = LibC.GetChildFaults();

    /// <summary>The library has started a process.</summary>
    public static void NoteLaunch(int process) => Launched[process] = true;

    /// <summary>
    /// Whether there were some, as far as it shows: by a child that still runs and is younger than the scope; or, if the library itself
    /// has started none meanwhile, by the page faults of children that are gone.
    /// </summary>
    public bool WereSeen() =>
        (_launchesBefore == Launched.Count && LibC.GetChildFaults() != _faultsBefore)
            || ProcessEntry.ReadAll().Any(IsStray);

    private bool IsStray(ProcessEntry entry) =>
        entry.ParentId == Environment.ProcessId && !Launched.ContainsKey(entry.Id) && entry.StartedNs + ToleranceNs >= _openedNs;
}
