using System.Diagnostics.CodeAnalysis;

namespace Minderbinder.Testing.Kernel.Gates;

/// <summary>Finds the gates that a failing system call passes, for one mechanism.</summary>
internal static class GateChoice
{
    /// <summary>Acquires the gates that a failure needs; they are to be released.</summary>
    /// <returns>The gates, or null with the reason.</returns>
    public static IReadOnlyList<Gate>? TryAcquire(
        SyscallFailure failure, Mechanism mechanism, GateSet gates, [NotNullWhen(false)] out string? refusal)
    {
        refusal = UnfitFor(failure, mechanism);
        if (refusal is not null)
            return null;

        var acquired = new List<Gate>();
        foreach (var function in Functions(failure.Syscall, mechanism))
        {
            if (!gates.TryAcquire(mechanism, function, failure.Syscall, out var gate, out refusal))
            {
                acquired.ForEach(gates.Release);
                return null;
            }

            acquired.Add(gate);
        }

        return acquired;
    }

    private static string? UnfitFor(SyscallFailure failure, Mechanism mechanism) => mechanism switch
    {
        _ when failure.NeedsSupervisor => "it cannot let a call come late, cut it short or open another file",
        Mechanism.SyscallModifyReturn when failure.ReturnCodes.Contains(0) => "it cannot make a call return 0",
        Mechanism.SecurityHook when failure.ReturnCodes.Any(code => code >= 0) =>
            $"it can only return error numbers, not {failure.ReturnCodes.First(code => code >= 0)}",
        Mechanism.SecurityHook when SecurityHooks.For(failure.Syscall) is null => $"{failure.Syscall} passes no security hook of its own",
        _ => null,
    };

    private static string[] Functions(string syscall, Mechanism mechanism) =>
        mechanism == Mechanism.SecurityHook ? SecurityHooks.For(syscall)!.Functions : [Processor.Here.SyscallFunctionPrefix + syscall];
}
