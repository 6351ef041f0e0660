using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>Keeps track of whose sockets are whose, by programs where sockets are made and used. See bpf/sockets.bpf.c.</summary>
internal sealed class SocketOwners
{
    private static readonly string[] Programs = ["on_socket", "on_connect", "on_accept", "on_send", "on_receive"];

    private readonly List<BpfLinkHandle> _links = [];
    private readonly BpfObject _programs;

    public SocketOwners(BpfObject shared, ILogger logger)
    {
        var instance = _programs = shared.OpenAgain();
        foreach (var name in Programs)
            instance.Program(name).Choose();
        instance.Program("claim_sockets").Choose();
        instance.Load("the programs that keep track of sockets");
        foreach (var name in Programs)
            _links.Add(instance.Program(name).Attach());
        logger.LogDebug("Sockets are kept track of");
    }

    /// <summary>How often the kernel has skipped them, and so perhaps left a socket without its owner.</summary>
    public long Misses => Programs.Sum(name => ProgramInfo.Of(_programs.Program(name).Descriptor).RecursionMisses);

    /// <summary>Gives a member the sockets that it has open.</summary>
    public void Claim(RunningProcess process) => _programs.Program("claim_sockets").RunOver(process.Handle);
}
