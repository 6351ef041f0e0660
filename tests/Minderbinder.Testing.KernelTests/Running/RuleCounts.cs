using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>What the kernel has counted for all rules there are or were, whoever's. No event is read for it.</summary>
internal static class RuleCounts
{
    private const uint Rules = 8192; // MAX_RULES in bpf/shared.h

    public static ulong Sum(Func<RuleCounters, ulong> count)
    {
        ulong sum = 0;
        for (uint slot = 0; slot < Rules; slot++)
            sum += count(KernelSession.Current!.Rules.CountersOf(slot));
        return sum;
    }
}
