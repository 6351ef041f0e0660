using System.Collections.Immutable;

namespace Minderbinder.Testing;

/// <summary>The names of the system calls, without the numbers, for which the compiler has no use.</summary>
internal static partial class SyscallTable
{
    public static ImmutableHashSet<string> Names { get; } = X64.Select(call => call.Name).ToImmutableHashSet();
}
