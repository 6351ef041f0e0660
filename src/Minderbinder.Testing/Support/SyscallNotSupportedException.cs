using System.Text;

namespace Minderbinder.Testing;

/// <summary>This kernel offers no way to make a system call fail as a config asks. Nothing was injected.</summary>
public sealed class SyscallNotSupportedException : MinderbinderException
{
    internal SyscallNotSupportedException(SyscallFailure failure, IReadOnlyList<MechanismAttempt> attempts)
        : base(Explain(failure, attempts)) => (Syscall, Attempts) = (failure.Syscall, attempts);

    /// <summary>The system call.</summary>
    public string Syscall { get; }

    /// <summary>What was tried, in order, and why it did not do.</summary>
    public IReadOnlyList<MechanismAttempt> Attempts { get; }

    private static string Explain(SyscallFailure failure, IReadOnlyList<MechanismAttempt> attempts)
    {
        var wanted = failure switch
        {
            { Short: { } bytes } => $"do at most {bytes} bytes",
            { Instead: { } file } => $"open '{file}' instead",
            { ReturnCodes.Count: 0 } => "come late",
            { Errors: { } errors } => $"fail with {string.Join(", ", errors)}",
            _ => $"return {string.Join(", ", failure.ReturnCodes)}",
        };
        var text = new StringBuilder($"This kernel cannot make {failure.Syscall} {wanted}. Tried:\n");
        foreach (var attempt in attempts)
            text.Append($"  - {attempt.Mechanism}: {attempt.Refusal}\n");
        return text.Append(
            "A kernel with CONFIG_FUNCTION_ERROR_INJECTION (Ubuntu, RHEL, Amazon Linux, Arch have it; Debian, Fedora and WSL do not) "
            + "can make any system call fail.").ToString();
    }
}
