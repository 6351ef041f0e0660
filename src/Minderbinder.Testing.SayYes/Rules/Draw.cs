namespace Minderbinder.Testing.SayYes.Rules;

/// <summary>Numbers that look random, and that a seed repeats: the n-th draw of a rule depends on nothing else.</summary>
internal sealed class Draw(ulong seed, int rule)
{
    private readonly ulong _seed = unchecked(seed + ((ulong)rule * 0xd1342543de82ef95UL));

    /// <summary>SplitMix64; from 0 up to, but not including, 1.</summary>
    public double Number(long n)
    {
        unchecked
        {
            var z = _seed + (((ulong)n + 1) * 0x9e3779b97f4a7c15UL);
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
            z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
