using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Launching;

/// <summary>The system calls of a process cannot be supervised here. It was not started. The message says why, and what would help.</summary>
internal sealed class SupervisionNotPossibleException : MinderbinderException
{
    public SupervisionNotPossibleException(SupervisionObstacle obstacle, string message, Errno? error = null)
        : base(message) => (Obstacle, Error) = (obstacle, error);

    /// <summary>What stands in the way.</summary>
    public SupervisionObstacle Obstacle { get; }

    /// <summary>What the kernel said; null if it was not the kernel.</summary>
    public Errno? Error { get; }

    /// <summary>This process and the launcher cannot have a connection.</summary>
    public static SupervisionNotPossibleException NoSocket(Errno error) => new(
        SupervisionObstacle.NoSocket,
        $"This process may not use a unix socket, by which to talk to the launcher: {Marshal.GetPInvokeErrorMessage((int)error)} ({error}). "
        + "A sandbox or a security module refuses it (systemd: RestrictAddressFamilies= must have AF_UNIX).",
        error);

    /// <summary>What a refusal that the launcher reports means.</summary>
    public static SupervisionNotPossibleException Refusal(LaunchAnswer answer)
    {
        var (obstacle, reason) = (answer.Step, answer.Error) switch
        {
            (LaunchStep.FilterRefused, Errno.EBUSY) => (
                SupervisionObstacle.ListenerTaken,
                "Something else supervises the system calls of this process already, and Linux has room for one: a test process that uses "
                + "this library itself, a tracer of a build tool, WSL 2 in mirrored networking mode, or a container runtime with a seccomp "
                + "agent. Run the tests outside of it (WSL: networkingMode=nat in .wslconfig)."),
            (LaunchStep.FilterRefused, Errno.EINVAL) => (
                SupervisionObstacle.FilterRefused,
                "The kernel has no seccomp user notification (EINVAL). It takes Linux 5.0 or later with CONFIG_SECCOMP_FILTER, and gVisor has "
                + "none."),
            (LaunchStep.FilterRefused, Errno.EPERM or Errno.ENOSYS or Errno.EACCES) => (
                SupervisionObstacle.FilterRefused,
                $"A sandbox around this process refuses the seccomp system call ({answer.Error}). In a container, use a profile that allows "
                + "it, as Docker's and Podman's own do; or try --security-opt seccomp=unconfined."),
            (LaunchStep.NoNewPrivilegesRefused, _) => (
                SupervisionObstacle.NoNewPrivilegesRefused,
                $"This process may not promise to gain no privileges (PR_SET_NO_NEW_PRIVS: {answer.Error}), without which only CAP_SYS_ADMIN "
                + "may set a seccomp filter. Run the tests with that capability, or outside of the sandbox that refuses it."),
            (LaunchStep.FilterRefused, _) => (
                SupervisionObstacle.FilterRefused, $"The kernel refuses the seccomp filter: {answer.Error}."),
            _ => (
                SupervisionObstacle.LauncherEnded, $"The launcher got no message from the test process: {answer.Error}."),
        };
        return new(obstacle, reason, answer.Error);
    }
}
