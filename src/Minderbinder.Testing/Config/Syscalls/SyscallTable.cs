using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Minderbinder.Testing;

/// <summary>The names and numbers of the system calls of this processor. Each has a generated file (build/generate-syscalls.sh).</summary>
internal static partial class SyscallTable
{
    private static readonly (string Name, int Number)[] Calls = [.. CallsOf(Processor.Here)];

    private static readonly FrozenDictionary<string, int> NumbersByName = Calls.ToFrozenDictionary(call => call.Name, call => call.Number);

    private static readonly FrozenDictionary<int, string> NamesByNumber = Calls.ToFrozenDictionary(call => call.Number, call => call.Name);

    /// <summary>All names, in the order of their numbers.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Calls.Select(call => call.Name)];

    /// <summary>The names of the calls of all processors; x86-64 has every call that arm64 has.</summary>
    public static IReadOnlyCollection<string> NamesAnywhere { get; } = [.. X64.Select(call => call.Name)];

    /// <summary>The calls of a processor, in the order of their numbers.</summary>
    public static IReadOnlyList<(string Name, int Number)> CallsOf(Processor processor) => processor == Processor.Arm64 ? Arm64 : X64;

    public static bool Contains(string name) => NumbersByName.ContainsKey(name);

    public static bool TryGetNumber([NotNullWhen(true)] string? name, out int number)
    {
        number = -1;
        return name is not null && NumbersByName.TryGetValue(name, out number);
    }

    /// <exception cref="KeyNotFoundException">There is no such call; validation has found that out before.</exception>
    public static uint NumberOf(string name) => (uint)NumbersByName[name];

    /// <summary>The name of a number, or <see langword="null"/> if the table's kernel had none for it.</summary>
    public static string? NameOf(int number) => NamesByNumber.GetValueOrDefault(number);
}
