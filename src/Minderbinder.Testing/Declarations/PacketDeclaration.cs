namespace Minderbinder.Testing.Declarations;

/// <summary>What <c>[InjectPacketFailure]</c> says.</summary>
internal sealed class PacketDeclaration(PacketAction action) : FailureDeclaration
{
    public PacketDirection? Direction { get; set; }

    public NetworkProtocol Protocol { get; set; }

    public bool FixChecksum { get; set; }

    public int? FromPort { get; set; }

    public string[]? FromPorts { get; set; }

    public string? FromAddress { get; set; }

    public string[]? FromAddresses { get; set; }

    public int? ToPort { get; set; }

    public string[]? ToPorts { get; set; }

    public string? ToAddress { get; set; }

    public string[]? ToAddresses { get; set; }

    public int? LocalPort { get; set; }

    public string[]? LocalPorts { get; set; }

    public int? MinLength { get; set; }

    public string? Interface { get; set; }

    public string[]? Interfaces { get; set; }

    public override string Text => $"[InjectPacketFailure({nameof(PacketAction)}.{action}{(Name is null ? "" : $", Name = {Quote(Name)}")})]";

    private bool HasDestination => ToPort is not null || ToPorts is not null || ToAddress is not null || ToAddresses is not null;

    private bool HasSource => FromPort is not null || FromPorts is not null || FromAddress is not null || FromAddresses is not null;

    /// <summary>Who names only where packets come from means those that come.</summary>
    private bool IsIncoming => Direction is { } direction ? direction == PacketDirection.Incoming : HasSource && !HasDestination;

    protected override Failure ToFailure()
    {
        if (!IsIncoming)
        {
            return WithPacketOptions(new OutgoingNetworkFailure
            {
                DestinationPorts = ListedPorts(ToPort, ToPorts),
                DestinationAddresses = Listed(ToAddress, ToAddresses),
            });
        }

        return HasDestination
            ? throw new FormatException(
                "incoming packets go to the process itself; instead of ToPort or ToAddress write LocalPort, FromPort or FromAddress.")
            : WithPacketOptions(new IncomingNetworkFailure());
    }

    private T WithPacketOptions<T>(T failure) where T : NetworkFailure => WithCommonOptions(failure) with
    {
        Protocol = Protocol,
        Action = action,
        FixChecksum = FixChecksum,
        SourcePorts = ListedPorts(FromPort, FromPorts),
        SourceAddresses = Listed(FromAddress, FromAddresses),
        LocalPorts = ListedPorts(LocalPort, LocalPorts),
        MinLength = MinLength ?? 0,
        Interfaces = Listed(Interface, Interfaces),
    };
}
