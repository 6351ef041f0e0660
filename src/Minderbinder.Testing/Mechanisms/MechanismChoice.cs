namespace Minderbinder.Testing.Mechanisms;

/// <summary>Finds the mechanism for the failures of a system call: the first that works here.</summary>
internal static class MechanismChoice
{
    /// <summary>Those of the programs in the kernel, best first.</summary>
    public static readonly IReadOnlyList<Mechanism> OfKernel = [Mechanism.SyscallModifyReturn, Mechanism.SyscallKprobe, Mechanism.SecurityHook];

    /// <summary>All for system calls, best first.</summary>
    public static readonly IReadOnlyList<Mechanism> All = [.. OfKernel, Mechanism.SeccompNotification];

    /// <summary>
    /// Makes the rules by the first mechanism that can do them all. One for all failures of a call, for they are tried in the order of the
    /// config, and calls pass one mechanism before another.
    /// </summary>
    /// <param name="failures">All failures of one system call.</param>
    /// <param name="candidates">The mechanisms to try, in order.</param>
    /// <param name="tryAdd">Makes the rules by one mechanism, or says why not.</param>
    /// <exception cref="SyscallNotSupportedException">None of them can.</exception>
    public static Mechanism Choose(
        IReadOnlyList<NumberedFailure> failures, IReadOnlyList<Mechanism> candidates, Func<Mechanism, IReadOnlyList<NumberedFailure>, string?> tryAdd)
    {
        var attempts = new List<MechanismAttempt>();
        foreach (var mechanism in candidates)
        {
            if (tryAdd(mechanism, failures) is not { } refusal)
                return mechanism;
            attempts.Add(new MechanismAttempt(mechanism, refusal));
        }

        throw new SyscallNotSupportedException(failures[0].Failure, attempts);
    }
}
