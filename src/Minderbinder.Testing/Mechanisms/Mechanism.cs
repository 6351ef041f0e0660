namespace Minderbinder.Testing;

/// <summary>How a failure gets into the kernel, in order of preference.</summary>
public enum Mechanism
{
    /// <summary>
    /// A modify-return program on the system call's own function (<c>__x64_sys_NAME</c>). Any system call, any return
    /// value but 0. Needs <c>CONFIG_FUNCTION_ERROR_INJECTION</c>.
    /// </summary>
    SyscallModifyReturn,

    /// <summary>
    /// A kprobe there that overrides the return value: the same and 0, slower. Needs <c>CONFIG_BPF_KPROBE_OVERRIDE</c>.
    /// </summary>
    SyscallKprobe,

    /// <summary>
    /// A modify-return program on a security hook (<c>security_NAME</c>) that the system call passes. Error numbers
    /// only, and not every system call passes one, but it works on kernels without error injection.
    /// </summary>
    SecurityHook,

    /// <summary>
    /// The call stops, and a supervisor in the test process answers for the kernel (seccomp user notification). Any system call, any return
    /// value. It needs no privilege, and reaches launched processes only.
    /// </summary>
    SeccompNotification,

    /// <summary>
    /// A traffic-control program at every interface (TCX, or a filter on kernels before 6.6), for network failures. What is lost on its
    /// way in is lost by <see cref="SecurityHook"/>, at the socket.
    /// </summary>
    TrafficControl,
}
