using Minderbinder.Testing.Seccomp;

namespace Minderbinder.Testing.Sweeps;

/// <summary>Random numbers that follow from a seed, the same on every machine.</summary>
internal sealed class Draws(ulong seed)
{
    private ulong _n;

    /// <summary>From 0 up to, but without, a limit that is above 0.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>From 0 up to, but without, 1.</summary>
    public double Fraction() => (Next() >> 11) / (double)(1UL << 53);

    public void Shuffle<T>(IList<T> list)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }

    private ulong Next() => Schedule.RandomNumber(seed, _n++);
}
