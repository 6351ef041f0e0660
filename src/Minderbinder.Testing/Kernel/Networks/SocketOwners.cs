using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>Keeps track of whose sockets are whose, by programs where sockets are made and used. See bpf/sockets.bpf.c.</summary>
internal sealed class SocketOwners
{
    private static readonly string[] Programs = ["on_socket", "on_connect", "on_accept", "on_send", "on_receive"];

    private readonly List<BpfLinkHandle> _links = [];
    private readonly BpfLinkHandle _iterator;

    public SocketOwners(BpfObject shared, ILogger logger)
    {
        using var instance = shared.OpenAgain();
        foreach (var name in Programs)
            instance.Program(name).Choose();
        var iterator = instance.Program("claim_sockets").Choose();
        instance.Load("the programs that keep track of sockets");
        foreach (var name in Programs)
            _links.Add(instance.Program(name).Attach());
        _iterator = iterator.Attach();
        logger.LogDebug("Sockets are kept track of");
    }

    /// <summary>Gives every process that is a member the sockets that it has open.</summary>
    public void Claim()
    {
        var descriptor = LibBpf.CreateIterator(LibBpf.LinkFd(_iterator));
        if (descriptor < 0)
            throw new BpfException("going through the open sockets", -descriptor, "");

        // Reading runs the program for one open file after the other; it has nothing to tell.
        using var files = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        var buffer = new byte[16];
        while (files.Read(buffer) > 0)
        {
        }
    }
}
