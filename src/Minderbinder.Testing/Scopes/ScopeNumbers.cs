using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing;

/// <summary>
/// What scopes are known by. A number is not used twice, and no two open scopes have the same place in the kernel's table, which the
/// number says.
/// </summary>
internal static class ScopeNumbers
{
    private static readonly Lock Taking = new();
    private static readonly bool[] Taken = new bool[Limits.Scopes];
    private static uint _last;

    /// <exception cref="ScopeLimitException">Too many scopes are open.</exception>
    public static uint Take()
    {
        lock (Taking)
        {
            for (var tries = 0; tries <= Taken.Length; tries++)
            {
                ref var isTaken = ref Taken[++_last % Taken.Length];
                if (isTaken || _last == 0)
                    continue;
                isTaken = true;
                return _last;
            }
        }

        throw new ScopeLimitException("open scopes", Limits.Scopes);
    }

    public static void Return(uint number)
    {
        lock (Taking)
            Taken[number % Taken.Length] = false;
    }
}
