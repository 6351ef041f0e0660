using Minderbinder.Testing;
using Minderbinder.Tool.Reach;

namespace Minderbinder.Tool.Doctor;

/// <summary>Which failures this kernel lets in: found out by opening scopes, with failures that are for nobody.</summary>
internal static class MechanismFindings
{
    public static IEnumerable<Finding> All(KernelSupport support)
    {
        // fsync passes no security hook, so what is found is the mechanism for all system calls.
        yield return Try(support, "any system call", "fails at its own door (modify-return)", new SyscallFailure("fsync", Errno.EIO), Mechanism.SyscallModifyReturn,
            "It takes a kernel with CONFIG_FUNCTION_ERROR_INJECTION (Ubuntu, RHEL, Amazon Linux, Arch).");
        yield return Try(support, "any return value", "also 0 (kprobe with override)", new SyscallFailure("fsync") { ReturnCodes = [0] }, Mechanism.SyscallKprobe,
            "It takes a kernel with CONFIG_BPF_KPROBE_OVERRIDE (Ubuntu, Amazon Linux, Arch).");
        yield return Try(support, "security hooks", "files, processes and sockets fail with an errno", new SyscallFailure("mkdir", Errno.EIO), Mechanism.SecurityHook,
            "It takes a kernel with CONFIG_SECURITY and BPF trampolines (CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS).");
        yield return Try(support, "network", "packets can be lost", new OutgoingNetworkFailure(), null, null);
        yield return support.HasSeccompNotification
            ? new Finding("launched programs", Verdict.Good, "any system call of theirs fails, without privileges (seccomp)")
            : new Finding("launched programs", Verdict.Bad, support.SeccompExplanation);
    }

    private static Finding Try(KernelSupport support, string subject, string able, Failure failure, Mechanism? mechanism, string? remedy)
    {
        if (!support.HasKernelPrograms)
            return new Finding(subject, Verdict.Unknown, "not tried");
        try
        {
            MechanismProbe.Find(failure, mechanism);
            return new Finding(subject, Verdict.Good, able);
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
