namespace Minderbinder.Testing;

/// <summary>
/// Packets of the process under test that get lost or damaged, on every interface of the test process's network namespace. The
/// schedule (<see cref="Failure.Skip"/>, <see cref="Failure.Every"/>, <see cref="Failure.Times"/>, <see cref="Failure.FailureRate"/>)
/// counts packets; what the kernel has put together for the network card to cut into pieces (GSO, GRO) counts as one.
/// </summary>
public abstract record NetworkFailure : Failure
{
    /// <summary>How many ports or addresses of a kind a failure can name: the kernel side keeps them in arrays of this length.</summary>
    internal const int MaxItems = 4;

    /// <summary>The longest name that an interface can have, in bytes (IFNAMSIZ in include/uapi/linux/if.h, less the zero).</summary>
    internal const int MaxInterfaceName = 15;

    /// <summary>How many interfaces a failure can name.</summary>
    internal const int MaxInterfaces = 16;

    private protected NetworkFailure()
    {
    }

    /// <summary>Packets of which protocol are meant. Defaults to <see cref="NetworkProtocol.Any"/>.</summary>
    public NetworkProtocol Protocol { get; init; }

    /// <summary>What happens to them. Defaults to <see cref="PacketAction.Drop"/>.</summary>
    public PacketAction Action { get; init; }

    /// <summary>
    /// For <see cref="PacketAction.Corrupt"/>: whether the checksum is made to fit, so that the program gets the damaged bytes.
    /// Defaults to <see langword="false"/>: the receiver's kernel notices, and throws the packet away.
    /// </summary>
    public bool FixChecksum { get; init; }

    /// <summary>
    /// The ports that packets come from; at most 4. Of an outgoing packet that is the process's own, of an incoming one the peer's.
    /// Defaults to an empty list: any port, and packets that have none.
    /// </summary>
    public ValueList<PortRange> SourcePorts
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>
    /// The IP addresses, v4 or v6, that packets come from: single ones (<c>::1</c>), or all those with a common prefix
    /// (<c>10.0.0.0/8</c>); at most 4. Defaults to an empty list: any address.
    /// </summary>
    public ValueList<string> SourceAddresses
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>The process's own ports, whichever way packets go; at most 4. Defaults to an empty list: any port.</summary>
    public ValueList<PortRange> LocalPorts
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>
    /// How many bytes of payload a packet has at least (after the TCP, UDP or ICMP header); from 0 to 65,535. With 1 data is lost while
    /// handshakes and acknowledgements live. Defaults to 0: every packet.
    /// </summary>
    public int MinLength { get; init; }

    /// <summary>
    /// The names of the interfaces that packets are lost on, as <c>ip link</c> lists them; at most 16, of at most 15 bytes each.
    /// Defaults to an empty list: every one of the namespace, <c>lo</c> included, also those that appear later.
    /// </summary>
    public ValueList<string> Interfaces
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];
}
