namespace Minderbinder.Testing.Kernel.Gates;

/// <summary>Finds the gates for a failing system call: the best mechanism that this kernel has for it.</summary>
internal static class MechanismChoice
{
    /// <summary>What the kernel calls the function of a system call, by processor.</summary>
    private const string SyscallFunctionPrefix = "__x64_sys_";

    private static readonly Mechanism[] InOrder = [Mechanism.SyscallModifyReturn, Mechanism.SyscallKprobe, Mechanism.SecurityHook];

    /// <summary>Acquires the gates that a failure needs.</summary>
    /// <param name="failure">What is to fail.</param>
    /// <param name="only">The one mechanism to try, or null for the best.</param>
    /// <param name="gates">Attaches and remembers gates.</param>
    /// <exception cref="SyscallNotSupportedException">None of them reaches the call.</exception>
    public static IReadOnlyList<Gate> Choose(SyscallFailure failure, Mechanism? only, GateSet gates)
    {
        var attempts = new List<MechanismAttempt>();
        foreach (var mechanism in only is { } one ? [one] : InOrder)
        {
            var refusal = UnfitFor(failure, mechanism);
            if (refusal is null && TryAll(mechanism, Functions(failure.Syscall, mechanism), gates, out var found, out refusal))
                return found;
            attempts.Add(new MechanismAttempt(mechanism, refusal));
        }

        throw new SyscallNotSupportedException(failure, attempts);
    }

    private static string? UnfitFor(SyscallFailure failure, Mechanism mechanism) => mechanism switch
    {
        Mechanism.SyscallModifyReturn when failure.ReturnCodes.Contains(0) => "it cannot make a call return 0",
        Mechanism.SecurityHook when failure.ReturnCodes.Any(code => code >= 0) =>
            $"it can only return error numbers, not {failure.ReturnCodes.First(code => code >= 0)}",
        Mechanism.SecurityHook when SecurityHooks.For(failure.Syscall) is null => $"{failure.Syscall} passes no security hook of its own",
        _ => null,
    };

    private static string[] Functions(string syscall, Mechanism mechanism) =>
        mechanism == Mechanism.SecurityHook ? SecurityHooks.For(syscall)!.Functions : [SyscallFunctionPrefix + syscall];

    private static bool TryAll(Mechanism mechanism, string[] functions, GateSet gates, out IReadOnlyList<Gate> found, out string refusal)
    {
        var attached = new List<Gate>();
        (found, refusal) = (attached, "");
        foreach (var function in functions)
        {
            if (!gates.TryAcquire(mechanism, function, out var gate, out refusal))
            {
                attached.ForEach(gates.Release);
                return false;
            }

            attached.Add(gate);
        }

        return true;
    }
}
