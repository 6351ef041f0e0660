namespace Minderbinder.Testing;

/// <summary>Packets that the process under test sends, and that are lost on their way or damaged; the sender is not told.</summary>
public sealed record OutgoingNetworkFailure : NetworkFailure
{
    /// <summary>The ports that packets go to; at most 4. Defaults to an empty list: any port, and packets that have none.</summary>
    public ValueList<PortRange> DestinationPorts
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>
    /// The IP addresses, v4 or v6, that packets go to: single ones (<c>::1</c>), or all those with a common prefix
    /// (<c>10.0.0.0/8</c>); at most 4. Defaults to an empty list: any address.
    /// </summary>
    public ValueList<string> DestinationAddresses
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    private protected override string Description => $"outgoing packets: {PacketActionNames.Of(Action)}";
}
