using System.Diagnostics.CodeAnalysis;

namespace Minderbinder.Testing;

/// <summary>What a sweep does to a call.</summary>
[Flags]
public enum SweepKinds
{
    /// <summary>The call fails, and the next ones work again.</summary>
    Once = 1,

    /// <summary>
    /// The call fails, and from then on each of the same system call on anything in the same place, for good: a disk that stays full.
    /// </summary>
    FromThenOn = 2,

    /// <summary>A read or write transfers one byte, as POSIX allows.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "A short read is what the field calls it; no type is meant.")]
    Short = 4,

    /// <summary>The call does its work late, see <see cref="SweepOptions.Latency"/>.</summary>
    Late = 8,
}
