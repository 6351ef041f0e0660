using System.Net.Sockets;
using Minderbinder.Testing;

namespace Minderbinder.Tool.Doctor;

/// <summary>Which failures this kernel lets in, each proven by a program that has to notice.</summary>
internal static class MechanismFindings
{
    public static IEnumerable<Finding> All(KernelSupport support)
    {
        // fsync passes no security hook, so what is found is the mechanism for all system calls.
        yield return TryCall(support, "any system call", "fails at its own door (modify-return)",
            new SyscallFailure("fsync", Errno.EIO), Mechanism.SyscallModifyReturn,
            "It takes a kernel with CONFIG_FUNCTION_ERROR_INJECTION (Ubuntu, RHEL, Amazon Linux, Arch).");
        yield return TryCall(support, "any return value", "also 0 (kprobe with override)",
            new SyscallFailure("fsync") { ReturnCodes = [0] }, Mechanism.SyscallKprobe,
            "It takes a kernel with CONFIG_BPF_KPROBE_OVERRIDE (Ubuntu, Amazon Linux, Arch).");
        yield return TryCall(support, "security hooks", "files, processes and sockets fail with an errno",
            new SyscallFailure("mkdir", Errno.EIO) { OrTwin = true }, Mechanism.SecurityHook,
            "It takes a kernel with CONFIG_SECURITY and BPF trampolines (CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS).");
        yield return Try(support.HasKernelPrograms, "network", "packets can be lost", null, Canary.TryPacketAsync);
        yield return support.HasSeccompNotification
            ? Try(true, "launched programs", "any system call of theirs fails, without privileges (seccomp)", null,
                () => Canary.TryAsync(new SyscallFailure("fsync", Errno.EIO), Mechanism.SeccompNotification))
            : new Finding("launched programs", Verdict.Bad, support.SeccompExplanation);
    }

    private static Finding TryCall(KernelSupport support, string subject, string able, SyscallFailure failure, Mechanism mechanism, string remedy) =>
        Try(support.HasKernelPrograms, subject, able, remedy, () => Canary.TryAsync(failure, mechanism));

    private static Finding Try(bool isPossible, string subject, string able, string? remedy, Func<Task<string?>> prove)
    {
        if (!isPossible)
            return new Finding(subject, Verdict.Unknown, "not tried");
        try
        {
            return prove().GetAwaiter().GetResult() is { } doubt
                ? new Finding(subject, Verdict.Bad, doubt)
                : new Finding(subject, Verdict.Good, able);
        }
        catch (SocketException exception)
        {
            // As in a network namespace that nobody has set up.
            return new Finding(subject, Verdict.Unknown, $"cannot be tried on 'lo': {exception.Message}", "ip link set lo up");
        }
        catch (SyscallNotSupportedException exception)
        {
            return new Finding(subject, Verdict.Bad, exception.Attempts[0].Refusal, remedy);
        }
        catch (MinderbinderException exception)
        {
            return new Finding(subject, Verdict.Bad, exception.Message, remedy);
        }
    }
}
