namespace Minderbinder.Testing;

/// <summary>
/// Packets get lost or damaged while the test runs: <c>[InjectPacketFailure(PacketAction.Drop, Process = "wget", ToPort = 5432)]</c>.
/// Those that the process under test sends, unless <see cref="Direction"/>, or a <see cref="FromPort"/> without a <see cref="ToPort"/>,
/// means those on their way to it.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class InjectPacketFailureAttribute : FailureAttribute
{
    private readonly PacketDeclaration _declared;

    /// <summary>Loses or damages packets; all of them, unless properties say which.</summary>
    /// <param name="action">What happens to them.</param>
    public InjectPacketFailureAttribute(PacketAction action)
        : this(new PacketDeclaration(action), action)
    {
    }

    private InjectPacketFailureAttribute(PacketDeclaration declared, PacketAction action)
        : base(declared) => (_declared, Action) = (declared, action);

    /// <summary>What happens to the packets.</summary>
    public PacketAction Action { get; }

    /// <summary>
    /// Which way the packets go. Defaults to <see cref="PacketDirection.Incoming"/> where only their source is named (<see cref="FromPort"/>,
    /// <see cref="FromAddress"/>), and otherwise to <see cref="PacketDirection.Outgoing"/>.
    /// </summary>
    public PacketDirection Direction
    {
        get => _declared.Direction ?? default;
        set => _declared.Direction = value;
    }

    /// <summary>Packets of which protocol are meant. Defaults to <see cref="NetworkProtocol.Any"/>.</summary>
    public NetworkProtocol Protocol
    {
        get => _declared.Protocol;
        set => _declared.Protocol = value;
    }

    /// <summary>
    /// For <see cref="PacketAction.Corrupt"/>: whether the checksum is made to fit, so that the program gets the damaged bytes. Defaults to
    /// <see langword="false"/>.
    /// </summary>
    public bool FixChecksum
    {
        get => _declared.FixChecksum;
        set => _declared.FixChecksum = value;
    }

    /// <summary>The port that packets come from. Where it is not given (it then reads as 0), any.</summary>
    public int FromPort
    {
        get => _declared.FromPort ?? 0;
        set => _declared.FromPort = value;
    }

    /// <summary>Several such ports or ranges: <c>["5432", "8000-8080"]</c>; at most 4 with <see cref="FromPort"/>.</summary>
    public string[]? FromPorts
    {
        get => _declared.FromPorts;
        set => _declared.FromPorts = value;
    }

    /// <summary>The IP address that packets come from: <c>::1</c>, or <c>10.0.0.0/8</c>. Defaults to any.</summary>
    public string? FromAddress
    {
        get => _declared.FromAddress;
        set => _declared.FromAddress = value;
    }

    /// <summary>Several such addresses; at most 4 with <see cref="FromAddress"/>.</summary>
    public string[]? FromAddresses
    {
        get => _declared.FromAddresses;
        set => _declared.FromAddresses = value;
    }

    /// <summary>The port that packets go to; only for outgoing ones. Where it is not given (it then reads as 0), any.</summary>
    public int ToPort
    {
        get => _declared.ToPort ?? 0;
        set => _declared.ToPort = value;
    }

    /// <summary>Several such ports or ranges; at most 4 with <see cref="ToPort"/>.</summary>
    public string[]? ToPorts
    {
        get => _declared.ToPorts;
        set => _declared.ToPorts = value;
    }

    /// <summary>The IP address that packets go to; only for outgoing ones. Defaults to any.</summary>
    public string? ToAddress
    {
        get => _declared.ToAddress;
        set => _declared.ToAddress = value;
    }

    /// <summary>Several such addresses; at most 4 with <see cref="ToAddress"/>.</summary>
    public string[]? ToAddresses
    {
        get => _declared.ToAddresses;
        set => _declared.ToAddresses = value;
    }

    /// <summary>The process's own port, whichever way packets go. Where it is not given (it then reads as 0), any.</summary>
    public int LocalPort
    {
        get => _declared.LocalPort ?? 0;
        set => _declared.LocalPort = value;
    }

    /// <summary>Several such ports or ranges; at most 4 with <see cref="LocalPort"/>.</summary>
    public string[]? LocalPorts
    {
        get => _declared.LocalPorts;
        set => _declared.LocalPorts = value;
    }

    /// <summary>How many bytes of payload a packet has at least; 0 to 65,535. Defaults to 0: every packet.</summary>
    public int MinLength
    {
        get => _declared.MinLength ?? 0;
        set => _declared.MinLength = value;
    }

    /// <summary>The name of the interface that packets are lost on, for example <c>lo</c>. Defaults to every one.</summary>
    public string? Interface
    {
        get => _declared.Interface;
        set => _declared.Interface = value;
    }

    /// <summary>Several such names. They add to <see cref="Interface"/>.</summary>
    public string[]? Interfaces
    {
        get => _declared.Interfaces;
        set => _declared.Interfaces = value;
    }
}
