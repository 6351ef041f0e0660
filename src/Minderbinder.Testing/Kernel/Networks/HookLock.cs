using System.Net;
using System.Net.Sockets;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>
/// Held while filters of a network namespace are put in place or taken away, by one process at a time: nobody is to remove the queueing
/// discipline that another has just found and is about to use. It is an abstract socket address, which belongs to the namespace, as the
/// interfaces do, and is free again when its holder is gone.
/// </summary>
internal sealed class HookLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _holder = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private HookLock()
    {
    }

    /// <exception cref="BpfException">Another process has held it for half a minute.</exception>
    public static HookLock Take()
    {
        var taken = new HookLock();
        for (var until = DateTime.UtcNow + Patience; ; Thread.Sleep(5))
        {
            try
            {
                taken._holder.Bind(Address);
                return taken;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                if (DateTime.UtcNow < until)
                    continue;
                taken.Dispose();
                throw new BpfException("waiting for another test process to attach its filters", (int)Errno.EBUSY, "");
            }
        }
    }

    public void Dispose() => _holder.Dispose();

    private static EndPoint Address { get; } = new UnixDomainSocketEndPoint("\0minderbinder-filters");
}
