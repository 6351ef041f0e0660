using Minderbinder.Testing.Kernel;

namespace Minderbinder.Testing;

/// <summary>Packets cannot be lost or damaged here as a config asks. Nothing was injected.</summary>
public sealed class NetworkNotSupportedException : MinderbinderException
{
    internal NetworkNotSupportedException(NetworkFailure failure, BpfException refusal)
        : base($"The failure '{failure.DisplayName}' cannot be injected here: {refusal.Message}. {Remedy((Errno)refusal.Error)}", refusal) =>
        Failure = failure;

    /// <summary>The failure.</summary>
    public Failure Failure { get; }

    private static string Remedy(Errno error) => error switch
    {
        Errno.EPERM or Errno.EACCES => "It takes the capability NET_ADMIN in the network namespace of the test; in a container: --cap-add NET_ADMIN.",
        Errno.ENOENT or Errno.EOPNOTSUPP or Errno.EINVAL =>
            "The kernel must have CONFIG_NET_CLS_BPF, CONFIG_NET_SCH_INGRESS and CONFIG_SECURITY_NETWORK; where the first two are modules: "
            + "modprobe cls_bpf sch_ingress.",
        _ => "Run with a logger in FailureScopeOptions to see what libbpf has to say.",
    };
}
