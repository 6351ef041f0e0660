namespace Minderbinder.Testing;

/// <summary>What happens to a packet that a network failure chose.</summary>
public enum PacketAction
{
    /// <summary>It is lost on its way: the sender is told that it went, and it never arrives.</summary>
    Drop,

    /// <summary>
    /// It is lost on this machine, and the sender's network stack is told (as with a full queue, NET_XMIT_DROP in
    /// include/linux/netdevice.h): UDP and ICMP send calls fail with <c>ENOBUFS</c> if the program asked for errors
    /// (<c>IP_RECVERR</c>), TCP tries again sooner. Outgoing packets only.
    /// </summary>
    Refuse,

    /// <summary>
    /// The TCP connection that it belongs to breaks: the process under test gets <c>ECONNRESET</c> (<c>ECONNREFUSED</c> while it
    /// connects), the peer a RST. TCP only.
    /// </summary>
    Reset,

    /// <summary>A byte of its payload is flipped. The checksum is then wrong, unless <see cref="NetworkFailure.FixChecksum"/>.</summary>
    Corrupt,

    /// <summary>It arrives twice.</summary>
    Duplicate,
}
