using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Statistics;

/// <summary>
/// Counts the system calls of members, or of the whole machine, by their outcome, and context switches. Attached while it lives: each system call
/// of every process pays for it.
/// </summary>
internal sealed class CallStatistics : IDisposable
{
    private readonly MappedArray<CallTotal> _calls;
    private readonly MappedArray<SwitchTotal> _switches;
    private readonly List<BpfLinkHandle> _links = [];
    private readonly CallCounts _before;

    /// <param name="session">What this process has in the kernel.</param>
    /// <param name="everybody">Whether all processes count, not only members.</param>
    /// <exception cref="BpfException">The kernel does not take the programs.</exception>
    public CallStatistics(KernelSession session, bool everybody)
    {
        _calls = session.Map<CallTotal>("call_totals");
        _switches = session.Map<SwitchTotal>("switch_totals");
        session.Map<StatisticsControl>("statistics_control")[0].Everybody = everybody ? 1u : 0;
        _before = ReadTotals();

        using var programs = session.OpenPrograms();
        BpfProgram[] chosen = [programs.Program("count_call").Choose(), programs.Program("count_switch").Choose()];
        programs.Load("the programs that count system calls");
        foreach (var program in chosen)
            _links.Add(program.Attach());
    }

    /// <summary>What was counted since the start.</summary>
    public CallCounts Read()
    {
        var now = ReadTotals();
        return new CallCounts(
            [.. now.Calls.Select((call, number) => new CallCount(
                call.Succeeded - _before.Calls[number].Succeeded, call.Failed - _before.Calls[number].Failed, call.LastNs))],
            now.ContextSwitches - _before.ContextSwitches);
    }

    public void Dispose() => _links.ForEach(link => link.Dispose());

    private CallCounts ReadTotals()
    {
        var calls = new CallCount[Limits.Calls];
        long switches = 0;
        for (var stripe = 0u; stripe < Limits.Stripes; stripe++)
        {
            switches += (long)_switches[stripe].Count;
            for (var number = 0u; number < Limits.Calls; number++)
            {
                ref var total = ref _calls[(stripe * Limits.Calls) + number];
                var sum = calls[number];
                calls[number] = new CallCount(
                    sum.Succeeded + (long)total.Succeeded, sum.Failed + (long)total.Failed, Math.Max(sum.LastNs, (long)total.LastNs));
            }
        }

        return new CallCounts(calls, switches);
    }
}
