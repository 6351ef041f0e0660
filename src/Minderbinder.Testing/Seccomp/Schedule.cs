using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Seccomp;

/// <summary>Which of the calls that match a rule are chosen. The same as bpf/schedule.h.</summary>
internal static class Schedule
{
    /// <summary>Whether the n-th matching call is to fail; <paramref name="ordinal"/> then counts those.</summary>
    public static bool IsChosen(in Rule rule, ref RuleCounters counters, ulong n, out ulong ordinal)
    {
        ordinal = 0;
        if (n < rule.Skip)
            return false;
        if (rule.Every > 1 && (n - rule.Skip + 1) % rule.Every != 0)
            return false;
        if (RandomNumber(rule.Seed, n) >> 32 >= rule.Rate)
            return false;

        ordinal = counters.Chosen++;
        return rule.Times == 0 || ordinal < rule.Times;
    }

    /// <summary>SplitMix64: the n-th number of the sequence that belongs to a seed, by n alone.</summary>
    public static ulong RandomNumber(ulong seed, ulong n)
    {
        unchecked
        {
            var z = seed + ((n + 1) * 0x9e3779b97f4a7c15UL);
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
            z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
            return z ^ (z >> 31);
        }
    }
}
